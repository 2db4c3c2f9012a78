"""The sections of a Markdown file."""

import re
from collections.abc import Iterator
from typing import Final

_HEADING: Final = re.compile(r"#+\s")
_FENCE: Final = "```"
_TAG: Final = re.compile(r"<.*?>")


def sections(text: str) -> list[str]:
    """Return one section for each heading: two newlines, the heading without its signs, its text.

    Signs in a fenced block make no heading, and tags are deleted. As in Dify 1.2.0, where only a
    line that starts with ``#`` is a heading, what stands before the first one is lost (issues
    11828 and 21308, mended after 1.4.3), and a text without any is one line.
    """
    headed = [f"\n\n{heading}\n{body.strip()}" for heading, body in _headed(text)]
    return headed or [text.replace("\n", "").strip()]


def _headed(text: str) -> Iterator[tuple[str, str]]:
    """Yield each heading with what follows it.

    A scan of the lines, as on the real server, and not a parser of Markdown: that would take
    other lines for headings, ten seconds and a gigabyte for the largest upload.
    """
    heading: str | None = None
    body: list[str] = []
    fenced = False
    for line in text.split("\n"):
        if line.startswith(_FENCE):
            fenced = not fenced
        elif not fenced and _HEADING.match(line):
            if heading is not None:
                yield heading, "\n".join(body)
            heading = line.replace("#", "").strip()
            body.clear()
            continue
        body.append(_without_tags(line))
    if heading is not None:
        yield heading, "\n".join(body)


def _without_tags(line: str) -> str:
    """Delete tags; behind the last one that ends, each ``<`` would search the rest of the line."""
    end = line.rfind(">") + 1
    return _TAG.sub("", line[:end]) + line[end:]
