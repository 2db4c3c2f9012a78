"""The console's files: whole without a network, as their makers ship them, nothing else beside."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest

CONSOLE = Path(__file__).parents[2] / "src/ragmock/web/console"
#: Each library of the console by its file, with its hash.
VENDORED = re.compile(r"^\| `(\S+)` \|.*\| `([0-9a-f]{64})` \|$", re.MULTILINE)
#: What a module imports, in both ways.
IMPORTED = re.compile(r"""(?:\bfrom|\bimport|\bimport\()\s*["']([^"']+)["']""")
#: What it imports at once.
AT_ONCE = re.compile(r"""(?:\bfrom|\bimport)\s*["']([^"']+)["']""")
FIRST_VIEW = 300_000  # bytes


class References(HTMLParser):
    """Collects what a page refers to, and the scripts in it."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.inline = []
        self._is_inline = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.found += [told[name] for name in ("href", "src") if name in told]
        self._is_inline = tag == "script" and "src" not in told
        assert "style" not in told

    def handle_data(self, data):
        if self._is_inline:
            self.inline.append(data)
            self._is_inline = False


@pytest.fixture
def client(server):
    """Give a client without a key."""
    return server.client()


def files(*endings):
    """Give the files of the console with these endings."""
    return sorted(each for each in CONSOLE.rglob("*") if each.suffix in endings)


def address(file):
    """Give the path that a file is served at."""
    return f"/console/{file.relative_to(CONSOLE).as_posix()}"


def test_the_root_is_the_console(client):
    page = client.get("/")
    assert (page.status_code, page.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert "ragmock" in page.text


def test_all_that_it_refers_to_is_served_here(client):
    for found in References(client.get("/").text).found:
        assert client.get(found).status_code == 200, found


@pytest.mark.parametrize("file", files(".js"), ids=address)
def test_a_module_imports_what_is_served_here_or_stands_in_the_import_map(client, file):
    (import_map,) = References(client.get("/").text).inline
    for name in IMPORTED.findall(file.read_text(encoding="utf-8")):
        if name.startswith("."):
            assert (file.parent / name).resolve().is_relative_to(CONSOLE)
            assert client.get(address((file.parent / name).resolve())).status_code == 200, name
        else:
            assert f'"{name}"' in import_map


def test_the_policy_lets_the_page_load_nothing_from_elsewhere_and_run_only_its_import_map(client):
    page = client.get("/")
    (import_map,) = References(page.text).inline
    digest = b64encode(sha256(import_map.encode()).digest()).decode()
    policy = page.headers["Content-Security-Policy"]
    assert f"script-src 'self' 'sha256-{digest}';" in policy
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_what_others_wrote_is_as_they_ship_it():
    listed = dict(VENDORED.findall((CONSOLE / "vendor/README.md").read_text(encoding="utf-8")))
    lying = {each.name: sha256(each.read_bytes()).hexdigest() for each in files(".mjs")}
    assert lying == listed


def with_what_it_imports(file, known):
    """Give a module and all that is loaded with it, not what is imported when it is used."""
    if file not in known:
        known.add(file)
        for name in AT_ONCE.findall(file.read_text(encoding="utf-8")):
            if name.startswith("."):
                with_what_it_imports((file.parent / name).resolve(), known)
    return known


@pytest.mark.parametrize("room", ["knowledge", "requests", "controls", "coverage"])
def test_what_a_first_view_loads_is_light(room):
    loaded = with_what_it_imports(CONSOLE / "main.js", set())
    with_what_it_imports(CONSOLE / f"rooms/{room}/room.js", loaded)
    loaded |= {*files(".mjs", ".css", ".svg"), CONSOLE / "index.html"}
    assert sum(each.stat().st_size for each in loaded) < FIRST_VIEW


def test_no_file_of_it_is_long():
    assert {
        each.name for each in files(".js", ".css") if each.read_text("utf-8").count("\n") > 350
    } == set()


def test_a_browser_that_has_a_file_is_not_sent_it_again(client):
    tag = client.get("/console/main.js").headers["ETag"]
    again = client.get("/console/main.js", headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_what_is_sent_to_it_is_the_products_business(client):
    assert client.post("/").status_code == 404
    assert client.get("/console/vendor/README.md").status_code == 404
    assert client.get("/console/").status_code == 404


@pytest.mark.parametrize("file", files(".js"), ids=address)
def test_no_markup_is_made_of_text(file):
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"innerHTML|outerHTML|insertAdjacent|document\.write|eval\(", text)


def test_a_class_is_styled_in_one_place_or_within_its_room():
    named = {}
    for file in files(".css"):
        text = re.sub(r"/\*.*?\*/", "", file.read_text(encoding="utf-8"), flags=re.DOTALL)
        for name in set(re.findall(r"^\s*\.([\w-]+)(?=[ :.][^{},]*\{| \{)", text, re.MULTILINE)):
            named.setdefault(name, set()).add(file.name)
    assert {name: sorted(where) for name, where in named.items() if len(where) > 1} == {}
