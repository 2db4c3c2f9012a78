"""The contracts as pages: whole without a network, and nothing else is served beside them."""

import re
from html.parser import HTMLParser
from http.client import HTTPConnection
from urllib.parse import urljoin

import pytest

ROOTS = ["", "/__admin"]
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


class References(HTMLParser):
    """Collects what a page refers to."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.inline = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.found += [told[name] for name in ("href", "src") if name in told]
        if (tag == "script" and "src" not in told) or tag == "style" or "style" in told:
            self.inline.append(tag)


@pytest.fixture(params=ROOTS, ids=["products", "control plane"])
def root(request):
    """Give what the paths of the products begin with, and those of the control plane."""
    return request.param


@pytest.fixture
def client(server):
    """Give a client without a key."""
    return server.client()


@pytest.fixture
def page(client, root):
    """Give a page."""
    return client.get(f"{root}/docs")


def read(client, root):
    """Give all texts of ours and of Swagger UI that are served as a page, by their paths."""
    page = client.get(f"{root}/docs")
    paths = [urljoin(f"{root}/docs", each) for each in References(page.text).found]
    files = {each for each in paths if each.startswith(f"{root}/docs/")}
    return {f"{root}/docs": page} | {each: client.get(each) for each in sorted(files)}


def test_a_page_is_html_with_nothing_in_it_that_runs(page):
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert References(page.text).inline == []


def test_everything_that_a_page_refers_to_is_served(client, root, page):
    found = References(page.text).found
    paths = [urljoin(f"{root}/docs", each) for each in found if not each.startswith("data:")]

    assert len(paths) >= 5
    assert {each: client.get(each).status_code for each in paths} == dict.fromkeys(paths, 200)


def test_its_script_shows_the_contract_beside_it(client, root):
    (asked,) = re.findall(r'fetch\("(.+?)"\)', client.get(f"{root}/docs/start.js").text)
    contract = client.get(urljoin(f"{root}/docs", asked))
    title = contract.json()["info"]["title"]

    assert title == ("ragmock's control plane" if root else "ragmock")


def test_each_file_says_what_it_is_and_that_it_is_nothing_else(client, root):
    files = read(client, root)
    del files[f"{root}/docs"]

    assert {each.headers["Content-Type"] for each in files.values()} == set(TYPES.values())
    assert {
        (path, each.headers["Content-Type"], each.headers["X-Content-Type-Options"])
        for path, each in files.items()
    } == {(path, TYPES[path.rpartition(".")[2]], "nosniff") for path in files}


def test_a_page_refers_to_no_other_host(client, root):
    texts = {path: each.text for path, each in read(client, root).items()}
    found = [
        (path, each)
        for path, text in texts.items()
        if not path.endswith("bundle.js")  # in which there are addresses that it does not ask
        for each in re.findall(r"(?:https?:|[\"'(])//[^\s\"')]+|url\((?!\"?data:)[^)]*\)", text)
        if "www.w3.org/2000/svg" not in each  # the name of a language, in drawings
    ]

    assert found == []


def test_a_browser_is_told_to_load_nothing_from_elsewhere(client, root):
    for answer in read(client, root).values():
        rules = dict(
            each.strip().split(" ", 1)
            for each in answer.headers["Content-Security-Policy"].split(";")
        )

        assert rules["default-src"] == rules["frame-ancestors"] == "'none'"
        assert set(" ".join(rules.values()).split()) == {"'none'", "'self'", "data:"}
        assert rules["script-src"] == "'self'"


def test_a_browser_keeps_a_file_and_asks_whether_it_is_still_the_same(client, root):
    path = f"{root}/docs/swagger-ui-bundle.js"
    first = client.get(path)
    again = client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Cache-Control"] == "no-cache"
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize(
    "path",
    [
        "/docs/index.html",
        "/docs/swagger-ui-bundle.js.map",
        "/docs/../pages.py",
        "/docs/%2e%2e/pages.py",
        "/docs/..%2f..%2fapp.py",
        "/docs//etc/passwd",
        "/docs/start.js/",
        "/docs/.",
        "/docsx",
    ],
)
def test_nothing_else_is_served_beside_a_page(server, root, path):
    connection = HTTPConnection(server.url.removeprefix("http://"))  # sends a path as it is
    connection.request("GET", f"{root}{path}")
    status = connection.getresponse().status
    connection.close()

    assert status in (404, 308)


def test_a_slash_too_much_leads_to_the_page(client, root):
    answer = client.get(f"{root}/docs/")

    assert answer.status_code == 308
    assert urljoin(f"{root}/docs/", answer.headers["Location"]) == f"{root}/docs"


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_is_only_read(client, root, method):
    assert client.request(method, f"{root}/docs").status_code == 404


def test_who_reads_a_page_is_in_no_journal(server, world):
    admin = server.client("/__admin")
    before = admin.get("/requests/unmatched").json()["data"][:1]
    client = server.client("", world.dify_key)
    for path in read(client, ""):
        client.get(path)
    client.get("/openapi.yaml")

    assert world.admin.get("/requests").json()["data"] == []
    assert admin.get("/requests/unmatched").json()["data"][:1] == before
