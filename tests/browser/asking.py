"""The room “Requests” of the console, as a reader finds things in it."""

from playwright.sync_api import expect


def enter_room(page, url, name, rest=""):
    """Open the room of a world, and wait until its list stands."""
    page.goto(f"{url}/#/{name}/requests{rest}")
    # it may stand behind a request
    expect(page.locator("table[aria-label=Requests]:not([aria-busy])")).to_have_count(1)


def table(page):
    return page.get_by_role("table", name="Requests")


def rows(page):
    """Give the rows of the requests, without the head of the table."""
    return table(page).locator("tbody").get_by_role("row")


def row(page, text):
    return rows(page).filter(has_text=text)


def target(number):
    return f"/v1/datasets?page={number}"


def link(page, number):
    return rows(page).get_by_role("link", name=target(number), exact=True)


def in_full(page):
    return page.get_by_role("region", name="Request in full")


def ask(world, *pages):
    """Send requests that can be told from each other."""
    for number in pages:
        world.dify.get("/datasets", params={"page": number})


def expect_pages(page, *numbers):
    """Expect the requests for these pages, and no others, in this order."""
    expect(rows(page).get_by_role("link")).to_have_text([target(number) for number in numbers])
