"""Web pages: what a reader would see, line by line."""

import pytest

from ragmock.text.reading import Unreadable, read


@pytest.mark.parametrize(
    ("page", "text"),
    [
        ("<h1>A</h1><p>B</p>", "A\n\nB"),
        ("<header>a</header><main>b<div>c</div></main>d", "a\n\nb\n\nc\n\nd"),
        (
            "<p>a <b>bold</b>\nword, <a href='x'>a link</a><img src='x' alt='y'>",
            "a bold word, a link",
        ),
        ("a<br>b<br><br>c", "a\nb\n\nc"),
        ("<ul><li>a<ul><li>b</ul><li><p>c</ul>d", "- a\n  - b\n- c\n\nd"),
        ("<ol><li>one<li>two</ol>", "1. one\n2. two"),
        (
            "<table><tr><th>k<th>v<tr><td>a\nb<td>1<br>2</table>z",
            "| k | v |\n| --- | --- |\n| a b | 1 2 |\n\nz",
        ),
        ("<table><tr><td></td><td>x</td></tr></table>", "|  | x |\n| --- | --- |"),
        ("x<pre>\n  a\n\n\tb\n</pre>y", "x\n\n```\n  a\n\n\tb\n```\n\ny"),
        ("<head><title>T</title>\n<meta>\n<style>s</style>\n</head><body>B", "T\n\nB"),
        ("<?xml version='1.0'?><!DOCTYPE html><html><p>B<?php c?>", "B"),
        ("<dl><dt>a<dd>b</dl><select><option>c<option>d</select>", "a\n\nb\n\nc\n\nd"),
        ("<blockquote><p>a<p>b</blockquote>", "a\n\nb"),
        ("<p>a&nbsp;&lt;b<!-- c --><script>d</script><template>e</template>", "a\xa0<b"),
        ("<body><p>a</p>\n<!-- c -->\n<!-- d -->\n<p>b", "a\n\nb"),
        ("not a tag in it, 1 < 2", "not a tag in it, 1 < 2"),
        ("# no_heading *at* all - <code>x_y</code>", "# no_heading *at* all - x_y"),
    ],
)
def test_headings_tables_and_lists_stay_readable(page, text):
    assert read("a.html", page.encode()) == [text]


@pytest.mark.parametrize("page", ["<p></p>", "<script>x</script>", "<ul><li></ul><table><td>"])
def test_a_page_that_says_nothing_is_unreadable(page):
    with pytest.raises(Unreadable, match=r"^a\.htm: it holds no text$"):
        read("a.htm", page.encode())


def test_a_page_nested_too_deep_is_refused():
    with pytest.raises(Unreadable, match=r"^a\.html: its parts are nested too deep$"):
        read("a.html", b"<div>" * 80_000 + b"x")


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 250 + b"</a>" * 500_000 + b"x",
        b"<" * 5_000_000,
        b"&" * 5_000_000,
        b"x" + b"<!--" * 2_000_000,
        b"x<a " + b" ".join(b"a%d" % n for n in range(200_000)) + b">",
        b"x " * 7_500_000,
    ],
    ids=["ends of nothing", "angles", "ampersands", "comments", "attributes", "words"],
)
def test_a_large_page_is_read_in_proportion_to_its_length(page):
    assert read("a.html", page)
