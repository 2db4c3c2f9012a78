"""The text of an HTML file, line by line as a reader sees it."""

from typing import Final

from ragmock.text import charsets

_UNSEEN: Final = ("iframe", "link", "meta", "noframes", "script", "style", "svg", "template")

#: What stands on lines of its own, besides what the converter knows.
_BLOCKS: Final = (
    *("address", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dt"),
    *("fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header"),
    *("hgroup", "legend", "main", "nav", "option", "search", "summary", "title"),
)

#: What is read as the text in it alone, without signs.
_PLAIN: Final = [
    *("a", "b", "code", "del", "em", "hr", "i", "img", "kbd", "q", "s", "samp", "strong", "sub"),
    *("sup", "video"),
]


def sections(content: bytes) -> list[str]:
    """Return one section: what the page says, without tags, scripts and styles.

    Headings and paragraphs stand apart, an item of a list begins with ``- `` or its number, a table
    is rows of Markdown, and what is preformatted is fenced. The title comes first. Dify 1.2.0 puts
    nothing between two elements (``<h1>A</h1><p>B`` says ``AB``, recorded), so that no heading can
    be told from its text.
    """
    page = charsets.decode(content)
    from bs4 import BeautifulSoup  # noqa: PLC0415 - 0.1 s, only for web pages
    from bs4.element import PreformattedString  # noqa: PLC0415
    from markdownify import MarkdownConverter  # noqa: PLC0415

    soup = BeautifulSoup(page, "lxml")
    for element in soup(_UNSEEN):
        element.decompose()
    for sign in soup(string=lambda text: isinstance(text, PreformattedString)):
        sign.extract()  # comments and declarations
    soup.smooth()
    if not soup.get_text(strip=True):
        raise ValueError("it holds no text")
    for block in soup(_BLOCKS):
        block.name = "div"
    converter = MarkdownConverter(
        bullets="-",
        escape_asterisks=False,
        escape_underscores=False,
        strip=_PLAIN,
        table_infer_header=True,
        wrap=True,  # where the page says so alone
        wrap_width=None,
    )
    return [converter.convert_soup(soup).replace("  \n", "\n").strip()]
