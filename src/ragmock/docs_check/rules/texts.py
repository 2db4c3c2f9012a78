"""Rules about examples as texts: JSON that does not parse, curl that is not read as it is meant."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.calls import line_of
from ragmock.docs_check.comparing.values import printed
from ragmock.docs_check.model import Severity
from ragmock.docs_check.printed.mending import DEEPEST
from ragmock.docs_check.printed.mistakes import MEANINGS

from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from ragmock.docs_check.comparing.subject import Subject
    from ragmock.docs_check.model import Passage
    from ragmock.docs_check.problem import Problem

#: A block that breaks each rule about JSON, by the name of the mistake.
_BLOCKS: Final = {
    "trailing-comma": '{"a": [1, 2,]}',
    "missing-comma": '{"a": 1 "b": 2}',
    "extra-comma": '{, "a": 1}',
    "missing-colon": '{"a" 1}',
    "wrong-colon": '{"a" = 1}',
    "missing-value": '{"a": , "b": 1}',
    "missing-name": '{"a": 1, {"b": 2}}',
    "ellipsis": '{"a": [1, ...]}',
    "comment": '{"a": 1} // one',
    "truncated": '{"a": {"b": 1}',
    "missing-head": '"b": 1}, "c": 2}',
    "extra-bracket": '{"a": 1}}',
    "wrong-bracket": '{"a": [1}',
    "missing-quote": '{"a: 1}',
    "inner-quote": '{"a": "say "b" twice"}',
    "smart-quote": "{“a”: 1}",
    "single-quotes": "{'a': 1}",
    "raw-newline": '{"a": "b\n c"}',
    "control-character": '{"a": "b\tc"}',
    "bad-escape": '{"a": "\\x"}',
    "wide-punctuation": '{"a"：1}',
    "python-literal": '{"a": None}',
    "javascript-literal": '{"a": undefined}',
    "placeholder": '{"a": <id>}',
    "unquoted-name": "{a: 1}",
    "unquoted-value": '{"a": word}',
    "bad-number": '{"a": 01}',
    "odd-blank": '{"a":\u00a01}',
    "extra-text": '{"a": 1} and more',
    "duplicate-key": '{"a": 1, "a": 2}',
    "unreadable": "[\\]",
    "too-deep": "[" * (DEEPEST + 2) + "]" * (DEEPEST + 2),
}
_UNQUOTED: Final = re.compile(r"\s(?P<url>https?://[^\s'\"&]*\?[^\s'\"&]*)(?=\s|$)")
#: `'$BASE/datasets'`, `-H 'Authorization: Bearer ${KEY}'`.
_IN_SINGLE_QUOTES: Final = re.compile(
    r"(?:(?<=\s)|--header=|--url=)'(?P<word>(?:https?://[^'\s$]*|[A-Za-z][\w-]*:[^'\n$]*)?"
    r"(?P<variable>\$(?:\w+|\{\w+\}))[^'\n]*)'"
)
_LESS: Final = {
    "ellipsis": Severity.WARNING,
    "comment": Severity.WARNING,
    "placeholder": Severity.WARNING,
    "too-deep": Severity.WARNING,
}
_POST: Final = (
    "curl http://localhost/v1/datasets -H 'Authorization: Bearer KEY' "
    "-H 'Content-Type: application/json'"
)
#: What each mistake in a curl line means, and a line that has it.
_LINES: Final = {
    "blank-behind-backslash": (
        "A backslash with a blank behind it, which joins no lines.",
        "curl http://localhost/v1/datasets \\ \n-H 'Authorization: Bearer KEY'",
    ),
    "dangling-continuation": (
        "A backslash behind the last line, so that the shell waits for another.",
        "curl http://localhost/v1/datasets \\\n-H 'Authorization: Bearer KEY' \\\n",
    ),
    "glued-option": (
        "No blank before a backslash, so that the next option becomes a part of this value.",
        "curl http://localhost/v1/datasets -H 'Accept: */*'\\\n-H 'Authorization: Bearer KEY'",
    ),
    "method-without-option": (
        "A method without --request, which curl takes for an address.",
        "curl GET http://localhost/v1/datasets -H 'Authorization: Bearer KEY'",
    ),
    "missing-continuation": (
        "A line that is to be continued, without a backslash.",
        "curl http://localhost/v1/datasets\n-H 'Authorization: Bearer KEY'",
    ),
    "quotes-end-early": (
        "A quote inside of a value that ends it.",
        f'{_POST} -d \'{{"name": "Ann\'s"}}\'',
    ),
    "single-dash": (
        "A long option with one dash.",
        "curl -header 'Authorization: Bearer KEY' http://localhost/v1/datasets",
    ),
    "smart-quote": (
        "Typographic quotes, which a shell takes for letters.",
        "curl http://localhost/v1/datasets -H “Authorization: Bearer KEY”",
    ),
    "unclosed-quote": (
        "A quote that is opened and not closed.",
        "curl -H 'Authorization: Bearer KEY' 'http://localhost/v1/datasets",
    ),
    "unknown-option": (
        "An option that curl does not have.",
        "curl --headers 'Authorization: Bearer KEY' http://localhost/v1/datasets",
    ),
    "unquoted-ampersand": (
        "An & outside of quotes, at which the shell ends the command.",
        "curl -H 'Authorization: Bearer KEY' http://localhost/v1/datasets?page=1&limit=20",
    ),
    "unquoted-value": (
        "JSON without quotes around it, which the shell cuts at blanks.",
        f'{_POST} -d {{"name": "Handbook"}}',
    ),
    "windows-continuation": (
        "A ^ or ` at the end of a line, which joins lines on Windows alone.",
        "curl http://localhost/v1/datasets ^\n-H 'Authorization: Bearer KEY'",
    ),
}


@rule(
    "torn-block",
    Severity.ERROR,
    "A JSON block that ends in the middle and goes on in the next.",
    example="""
    ## Answer

    ```json
    {"created_at": 169
    ```
    ```json
    5308667}
    ```
    """,
)
def torn_block(subject: Subject) -> Iterator[Found]:
    """Find the seam; both halves are read as one."""
    for section in subject.reading.sections:
        for answer in section.answers:
            if answer.torn:
                yield Found(
                    answer.torn, "the block ends here in the middle of a value", expected=""
                )


@rule(
    "curl-unquoted-question-mark",
    Severity.WARNING,
    "A question mark outside of quotes, which zsh takes for a pattern of file names.",
    example="""
    ## List

    ```bash
    curl http://localhost/v1/datasets?page=1 -H 'Authorization: Bearer KEY'
    ```
    """,
)
def unquoted_question_mark(subject: Subject) -> Iterator[Found]:
    """Find it in a URL; bash takes it as it is, unless a file fits."""
    for section in subject.reading.sections:
        for command in section.commands:
            if found := _UNQUOTED.search(command.passage.text):
                span = command.passage.span(*found.span("url"))
                meant = f"'{found['url']}'"
                what = "zsh takes the question mark for a pattern of file names"
                yield Found(span, what, expected=meant, suggestion=meant)


@rule(
    "curl-variable-in-single-quotes",
    Severity.WARNING,
    "A variable in single quotes, which no shell fills in.",
    example="""
    ## List

    ```bash
    curl '${BASE}/v1/datasets' -H 'Authorization: Bearer KEY'
    ```
    """,
)
def variable_in_single_quotes(subject: Subject) -> Iterator[Found]:
    """Find it in URLs and headers; a body may hold the sign of the dollar."""
    for section in subject.reading.sections:
        for command in section.commands:
            for found in _IN_SINGLE_QUOTES.finditer(command.passage.text):
                what = f"within single quotes no shell fills {found['variable']} in"
                meant = f'"{found["word"]}"'
                span = command.passage.span(*found.span("variable"))
                yield Found(span, what, expected=meant)


def _json(name: str, subject: Subject) -> Iterator[Found]:
    for passage in _json_passages(subject):
        yield from _told(passage, printed(passage.text).problems, name)


def _curl(name: str, subject: Subject) -> Iterator[Found]:
    for section in subject.reading.sections:
        for command in section.commands:
            line = line_of(command.passage.text)
            yield from _told(command.passage, line.problems if line else (), name)


def _told(passage: Passage, problems: Iterable[Problem], name: str) -> Iterator[Found]:
    for each in problems:
        if each.name == name:
            span = passage.span(each.start, each.end)
            yield Found(span, each.meaning, each.stands, suggestion=each.suggestion)


def _json_passages(subject: Subject) -> Iterator[Passage]:
    for section in subject.reading.sections:
        yield from section.bodies
        yield from (each.passage for each in section.answers if each.passage.text.strip())


for _name, _block in _BLOCKS.items():
    _example = f"## Answer\n\n```json\n{_block}\n```\n"
    _severity = _LESS.get(_name, Severity.ERROR)
    _says = f"In JSON: {MEANINGS[_name]}."
    rule(f"json-{_name}", _severity, _says, example=_example)(partial(_json, _name))
for _name, (_says, _line) in _LINES.items():
    _example = f"## List\n\n```bash\n{_line}\n```\n"
    rule(f"curl-{_name}", Severity.ERROR, _says, example=_example)(partial(_curl, _name))
