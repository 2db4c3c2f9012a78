"""Rules about words and marks: what is shown otherwise than it is meant, or left over."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Severity, Span

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.subject import Subject

_EMPHASIS: Final = re.compile(r"(?<![*\w])\*\*[\w.-]+\*(?!\*)|(?<![*\w])\*[\w.-]+\*\*(?!\*)")
_PRIVATE: Final = re.compile(
    r"https?://(?P<host>10\.\d+\.\d+\.\d+|192\.168\.\d+\.\d+|172\.(?:1[6-9]|2\d|3[01])\.\d+\.\d+)"
)
#: Words in a row: `txt, markdown, md, html, html, docx`.
_ENUMERATION: Final = re.compile(r"\b[^\W\d]\w*+(?:, [^\W\d]\w*+){3,}")
_TWICE: Final = re.compile(r"\b(?P<word>\w+), (?P<again>(?P=word))\b")
_ENTRY: Final = re.compile(
    r"^[ \t]*[-*+•] +(?:\*\*[\w.-]+\*\*|`[\w.-]+`)[ \t]*(?P<mark>[:,;：，；])[ \t]", re.MULTILINE
)
_FRONT_MATTER: Final = re.compile(r"\A\s*\n(?P<mark>---)\n[\w-]+:")
_NEAR: Final = 3  # entries before and behind one, and the lines in which they stand
_PLACEHOLDER: Final = re.compile(r"\bBearer (?P<mark>\{(?P<name>[A-Za-z]\w*)\})")


@rule(
    "broken-emphasis",
    Severity.WARNING,
    "Asterisks that do not match, so that they are shown.",
    example="The file is **too_large* for it.\n",
)
def broken_emphasis(subject: Subject) -> Iterator[Found]:
    """Find a word with two asterisks on one side and one on the other."""
    for found in _EMPHASIS.finditer(subject.document.text):
        meant = f"**{found[0].strip('*')}**"
        span = Span(*found.span())
        yield Found(span, "the asterisks do not match", expected=meant, suggestion=meant)


@rule(
    "said-twice",
    Severity.INFO,
    "A word that stands twice in a row of words, where another was meant.",
    example="It reads txt, markdown, html, html and docx.\n",
)
def said_twice(subject: Subject) -> Iterator[Found]:
    """Find it in rows of four words or more."""
    for row in _ENUMERATION.finditer(subject.document.text):
        for found in _TWICE.finditer(row[0]):
            start = row.start() + found.start("again")
            what = f"{found['word']} is said just before"
            yield Found(Span(start, start + len(found["again"])), what)


@rule(
    "uneven-entries",
    Severity.INFO,
    "An entry of a list whose name has another mark behind it than the others have.",
    example="""
    - **page**: Which page
    - **limit**: How many
    - **order**, The order
    """,
)
def uneven_entries(subject: Subject) -> Iterator[Found]:
    """Compare the entries of a list, without what stands between them."""
    entries = list(_ENTRY.finditer(subject.document.text))
    for number, entry in enumerate(entries):
        others = entries[max(number - _NEAR, 0) : number] + entries[number + 1 : number + 1 + _NEAR]
        line = subject.document.place(entry.start()).line
        near = [
            each["mark"]
            for each in others
            if abs(subject.document.place(each.start()).line - line) <= _NEAR
        ]
        usual = max(set(near), key=near.count, default=entry["mark"])
        if near.count(usual) > 1 and entry["mark"] not in near:
            span = Span(*entry.span("mark"))
            what = f"behind the names of other entries stands {usual!r}"
            yield Found(span, what, expected=usual, suggestion=usual)


@rule(
    "late-front-matter",
    Severity.ERROR,
    "Front matter behind an empty line, so that it is shown as text.",
    example="\n\n---\nslug: /api\n---\n\n# Title\n",
)
def late_front_matter(subject: Subject) -> Iterator[Found]:
    """Find front matter that does not stand on the first line."""
    if found := _FRONT_MATTER.match(subject.document.text):
        span = Span(*found.span("mark"))
        yield Found(span, "front matter starts on the first line, or it is none")


@rule(
    "private-host",
    Severity.WARNING,
    "A private address, which no reader can reach.",
    example="Ask `http://10.0.0.1/v1/datasets`.\n",
)
def private_host(subject: Subject) -> Iterator[Found]:
    """Find each place; the host of an example may be any that a reader knows."""
    for found in _PRIVATE.finditer(subject.document.text):
        what = f"{found['host']} is a private address"
        yield Found(Span(*found.span("host")), what, expected="a name that stands for the host")


@rule(
    "two-placeholders",
    Severity.INFO,
    "A key with two placeholders.",
    example="""
    Send `Bearer {API_KEY}`: that is `Authorization: Bearer {api_key}`, or
    `authorization: Bearer {api_key}`.
    """,
)
def two_placeholders(subject: Subject) -> Iterator[Found]:
    """Find placeholders that differ in their case alone; the one that is rarer is told."""
    found = list(_PLACEHOLDER.finditer(subject.document.text))
    counted = Counter(each["name"] for each in found)
    for each in found:
        alike = [name for name in counted if name.lower() == each["name"].lower()]
        usual = max(alike, key=lambda name: counted[name])
        if each["name"] != usual:
            what = f"elsewhere this is called {{{usual}}}"
            span = Span(*each.span("mark"))
            yield Found(span, what, expected=f"{{{usual}}}", suggestion=f"{{{usual}}}")
