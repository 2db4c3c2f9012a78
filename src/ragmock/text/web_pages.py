"""The text of an HTML file."""


def text_of(page: str) -> str:
    """Return what the page says, without tags, scripts and styles.

    Nothing is put between two elements: ``<h1>A</h1><p>B</p>`` says ``AB``, the title included,
    as recorded from Dify 1.2.0. Blanks outside of the body may differ from the real server's.
    """
    from selectolax.lexbor import LexborHTMLParser  # noqa: PLC0415 - only for web pages

    tree = LexborHTMLParser(page)
    tree.strip_tags(["script", "style"], recursive=True)
    return tree.root.text().strip() if tree.root else ""
