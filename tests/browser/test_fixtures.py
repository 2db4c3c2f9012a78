"""What the fixtures of this folder find, on pages that are wrong on purpose."""

import pytest

from .accessibility import barriers
from .looks import LOOKS, Look, every_look, in_every_look, sticking_out
from .trouble import Trouble

#: A page for each trouble, by a pattern for what is noted of it and nothing else.
WRONG = {
    "console: to be seen": "<script>console.error('to be seen')</script>",
    "console: alert: 1": "<script>alert(1)</script>",
    "console: .*status of 404": "<img alt='' src='nowhere.png'>",
    "console: .*Content Security Policy": (
        "<meta http-equiv='Content-Security-Policy' content=\"style-src 'none'\"><p style='top:0'>"
    ),
    "exception: thrown": "<script>throw new Error('thrown')</script>",
    "exception: awaited": "<script>Promise.reject(new Error('awaited'))</script>",
    "another host: GET https://192.0.2.1/": "<iframe title='a' src='https://192.0.2.1/'></iframe>",
}


@pytest.fixture
def show(tmp_path, elsewhere, page):
    """Give what opens a page with some HTML in it."""
    url = elsewhere(tmp_path)

    def show(html):
        head = "<!doctype html><html lang='en'><title>A</title><link rel='icon' href='data:,'>"
        (tmp_path / "index.html").write_text(head + html, encoding="utf-8")
        page.goto(url)

    return show


def seen_by(page):
    """Give the look that a page has, as its style sheets would see it."""
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    return Look(*page.evaluate("[innerWidth, innerHeight]"), "dark" if dark else "light")


@pytest.mark.parametrize("wrong", WRONG)
def test_what_goes_wrong_on_a_page_is_trouble(show, trouble, wrong):
    trouble.expect(wrong)  # or the end of the test fails, as it does if there is more
    show(WRONG[wrong])


def test_what_is_expected_and_does_not_come_is_trouble():
    trouble = Trouble()
    trouble.expect("409")

    assert trouble.left == ["expected, but not seen: 409"]


def test_a_barrier_is_told_with_its_element(show, page):
    show("<main><h1>A</h1><p>Said</p><div><input id='nameless'></div></main>")

    (found,) = barriers(page)
    assert found.startswith("label (critical): #nameless: <input")
    assert barriers(page, "p") == []


def test_what_sticks_out_is_told(show, page):
    show("<main><p>Said</p><div id='wide' style='width: 2000px'>Wide</div></main>")

    assert [each for each in sticking_out(page) if "wide" in each] != []


@every_look
def test_a_page_sees_the_look(show, page, look):
    show("<main><h1>A</h1></main>")

    assert seen_by(page) == look
    assert sticking_out(page) == []
    assert barriers(page) == []


def test_a_page_may_be_led_through_every_look(show, page):
    show("<main><h1>A</h1></main>")

    assert [seen_by(page) for _ in in_every_look(page)] == LOOKS
