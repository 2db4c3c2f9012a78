"""The contracts as pages, in a browser that reaches no other host."""

import pytest
from playwright.sync_api import expect

from .accessibility import barriers
from .looks import every_look

#: What our part of the pages is; the rest is drawn by Swagger UI.
OURS = "nav"
TITLES = {"": "ragmock", "/__admin": "ragmock's control plane"}


@pytest.fixture
def docs(page, server_for):
    """Give what opens a page of a server that holds the fixture `demo`, and waits until it is."""
    server = server_for("demo")

    def open_(root):
        page.goto(f"{server.url}{root}/docs")
        expect(page.locator(".opblock").first).to_be_visible()

    return open_


def try_out(page, path):
    """Try the GET of a path as it stands there; give what is shown of it."""
    call = page.locator(f".opblock-get:has([data-path='{path}'])")
    call.locator(".opblock-summary-control").click()
    call.get_by_role("button", name="Execute").click()
    return call.locator(".responses-inner")


def test_a_call_is_tried_with_the_key_that_is_filled_in(docs, page):
    docs("")
    shown = try_out(page, "/v1/datasets")

    expect(shown.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
    expect(shown.locator(".live-responses-table")).to_contain_text('"has_more": false')
    expect(shown.locator(".curl-command")).to_contain_text("Bearer dataset-demo")


def test_a_call_of_the_control_plane_is_tried_without_a_key(docs, page):
    docs("/__admin")
    shown = try_out(page, "/__admin/health")

    expect(shown.locator(".live-responses-table tbody .response-col_status")).to_contain_text("200")
    expect(shown.locator(".curl-command")).not_to_contain_text("Authorization")


@pytest.mark.parametrize("root", TITLES)
def test_the_page_bears_the_title_of_its_contract(docs, page, root):
    docs(root)

    expect(page).to_have_title(TITLES[root])


@pytest.mark.parametrize("root", TITLES)
def test_one_page_leads_to_the_other(docs, page, root):
    docs(root)
    page.get_by_role("link", name="The faked APIs" if root else "The control plane").click()

    expect(page).to_have_title(TITLES["" if root else "/__admin"])


@every_look
@pytest.mark.parametrize("root", TITLES)
def test_our_part_of_the_page_keeps_nobody_out(docs, page, root):
    docs(root)

    assert barriers(page, OURS) == []
