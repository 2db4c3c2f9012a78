"""From blocks to sections: an operation with its parameters, its commands and their answers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Answer, Command, Passage, Section, Span

from .blocks import Block, Cell, Kind
from .endpoints import endpoint, endpoint_in, labelled_in
from .errors import errors_in
from .facets import Facet, facet_of, label_of
from .parameters import ParameterList, lists_parameters

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ragmock.docs_check.model import Endpoint, PrintedError

#: Where a command begins, behind the prompt of a session: `$ `, `user@host:~$ `, `PS C:\\> `.
_CURL: Final = re.compile(
    r"^[ \t]*(?:(?:PS )?[^\s$%>'\"]{0,60}[$%>] +)?(?=curl[ \t])", re.MULTILINE
)
_LANGUAGE: Final = re.compile(r"\{?\.?(?P<name>[^\s,{}]*)")  # `bash`, `bash{2}`, `{.bash}`
_STATUS: Final = re.compile(
    r"[*`]*(?:HTTP/[\d.]+\s+|status(?: code)?\s*[:：]\s*)?[*`]*(?P<status>[1-5]\d\d)\b"
    r"(?:[ *`]+[A-Za-z][\w ]*)?[.*`]*",
    re.IGNORECASE,
)
_STATUS_SAID: Final = re.compile(r"\b(?P<status>[1-5]\d\d)\b")
#: What GitHub (Linguist), Pygments, highlight.js and Prism call shells and their sessions.
_SHELL_FENCES: Final = (
    *("", "text", "txt", "plain", "plaintext", "curl", "http", "https", "cli", "terminal"),
    *("bash", "sh", "shell", "zsh", "ksh", "fish", "csh", "tcsh", "shell-script"),
    *("console", "shell-session", "shellsession", "bash-session", "sh-session", "prompt"),
    *("cmd", "bat", "batch", "batchfile", "dos", "dosbatch", "winbatch", "doscon"),
    *("powershell", "pwsh", "posh", "ps", "ps1", "ps1con", "pwsh-session"),
)
_JSON_FENCES: Final = ("", "json", "jsonc", "json5", "javascript", "js", "text", "txt")


@dataclass
class _Draft:
    """A section that is being read."""

    title: str = ""
    span: Span = field(default_factory=lambda: Span(0, 0))
    level: int = 0
    facet: Facet | None = None
    is_about_errors: bool = False
    endpoints: list[Endpoint] = field(default_factory=list)
    parameters: ParameterList = field(default_factory=ParameterList)
    bodies: list[Passage] = field(default_factory=list)
    commands: list[Command] = field(default_factory=list)
    answers: list[Answer] = field(default_factory=list)
    errors: list[PrintedError] = field(default_factory=list)
    error_fields: ParameterList = field(default_factory=ParameterList)
    method: Cell | None = None  # said on a line of its own
    path: Cell | None = None
    status: tuple[int, Span] | None = None  # said for the answer that follows
    captions: set[str] = field(default_factory=set)

    def done(self) -> Section:
        """Give the section."""
        self.flush()
        return Section(
            title=self.title,
            span=self.span,
            level=self.level,
            endpoints=tuple(self.endpoints),
            parameters=tuple(self.parameters.found),
            names_all=self.parameters.names_all,
            labels=tuple(self.parameters.labels),
            captions=frozenset(self.captions),
            bodies=tuple(self.bodies),
            commands=tuple(self.commands),
            answers=tuple(self.answers),
            errors=tuple(self.errors),
            error_fields=tuple(self.error_fields.found),
        )

    def flush(self) -> None:
        """Take a status behind which no body came for an answer without one."""
        if self.status is not None and self.facet == Facet.ANSWER:
            number, span = self.status
            nothing = Passage("", ((0, span.end),))
            self.answers.append(Answer(nothing, self.command, number, span))
        self.status = None

    @property
    def command(self) -> Command | None:
        """The command that an answer would answer."""
        return self.commands[-1] if self.commands else None

    def start(self, facet: Facet) -> None:
        """Begin with a part of the description."""
        self.flush()
        self.facet = facet
        self.parameters.start(facet)

    def announce(self, facet: Facet) -> None:
        """Begin with a part that a title or a label announces."""
        self.captions.add(facet.name.lower())
        self.start(facet)


def sections(blocks: Iterable[Block]) -> tuple[Section, ...]:
    """Divide a document into sections."""
    drafts = [_Draft()]
    before: Block | None = None
    for block in blocks:
        if (begun := _begin(block, drafts[-1])) is not None:
            drafts.append(begun)
        _read(drafts[-1], block, before)
        before = block
    return tuple(each.done() for each in drafts)


def _begin(block: Block, draft: _Draft) -> _Draft | None:
    """Begin a section where a block does: a line across the page, a heading that names a thing."""
    if block.kind == Kind.RULE:
        return _Draft(span=block.span)
    if block.kind == Kind.COMPONENT and endpoint_in(block):
        title = dict(zip(block.head, block.cells, strict=False)).get("title")
        return _Draft(title.text if title else "", title.span if title else block.span)
    if block.kind != Kind.HEADING:
        return None
    facet = facet_of(block.text)
    if facet == Facet.ERRORS and block.depth <= (draft.level or 6):
        return _Draft(block.text, block.span, block.depth, is_about_errors=True)
    if facet is None or (not draft.title and not draft.span.start and not draft.span.end):
        return _Draft(block.text, block.span, block.depth)
    return None


def _read(draft: _Draft, block: Block, before: Block | None) -> None:
    if block.kind == Kind.RULE:
        return
    if said := endpoint_in(block):
        draft.endpoints.append(said)
    elif block.kind == Kind.HEADING:
        if facet := facet_of(block.text):
            draft.announce(facet)
            _say_status(draft, block)
    elif block.kind == Kind.CODE:
        _code(draft, block, before)
    elif not _labelled_endpoint(draft, block):
        _text(draft, block)


def _labelled_endpoint(draft: _Draft, block: Block) -> bool:
    method, path = labelled_in(block)
    draft.method, draft.path = method or draft.method, path or draft.path
    if draft.path is not None and (draft.method is not None or not draft.endpoints):
        if draft.endpoints:
            draft.endpoints.pop()
        draft.endpoints.append(endpoint(draft.method, draft.path))
        if draft.method is not None:
            draft.method = draft.path = None
    return bool(method or path)


def _text(draft: _Draft, block: Block) -> None:
    if block.kind in (Kind.TEXT, Kind.ITEM) and (facet := label_of(block.text)):
        draft.announce(facet)
        _say_status(draft, block)
        return
    about_errors = draft.is_about_errors or draft.facet == Facet.ERRORS
    found = list(errors_in(block, is_about_errors=about_errors))
    draft.errors += found
    if draft.is_about_errors and not found:
        draft.error_fields.add(block)
    if found or draft.is_about_errors:
        return
    if draft.facet == Facet.ANSWER:
        if said := _STATUS.fullmatch(block.text):
            draft.flush()
            draft.status = int(said["status"]), block.passage.span(*said.span("status"))
    elif _may_list_parameters(draft, block):
        draft.parameters.add(block)


def _may_list_parameters(draft: _Draft, block: Block) -> bool:
    if block.kind == Kind.ROW:
        return draft.facet != Facet.ERRORS and lists_parameters(block)
    if block.kind == Kind.COMPONENT or draft.facet is None:
        return block.kind == Kind.COMPONENT
    return draft.facet.lists_parameters


def _say_status(draft: _Draft, block: Block) -> None:
    """Note the status that a heading over an answer names: `Response 201`."""
    if draft.facet == Facet.ANSWER and (said := _STATUS_SAID.search(block.text)):
        draft.status = int(said["status"]), block.passage.span(*said.span("status"))


def _code(draft: _Draft, block: Block, before: Block | None) -> None:
    named = _LANGUAGE.match(block.info)
    language = named["name"].lower() if named else ""
    starts = [found.end() for found in _CURL.finditer(block.text)]
    if starts and language in _SHELL_FENCES:
        draft.flush()
        draft.facet = Facet.REQUEST
        for start, end in zip(starts, [*starts[1:], len(block.text)], strict=True):
            text = block.text[start:end].rstrip()
            draft.commands.append(Command(block.passage.part(start, start + len(text))))
        return
    if language not in _JSON_FENCES:
        return
    content = block.text.strip()
    if _goes_on(draft, block, before):
        _join(draft, block)
    elif said := _STATUS.fullmatch(content):
        at = block.text.index(content)
        draft.start(Facet.ANSWER)
        span = block.passage.span(at + said.start("status"), at + said.end("status"))
        draft.status = int(said["status"]), span
    elif content[:1] in ("{", "[") or (language.startswith("json") and content):
        _json(draft, block)


def _json(draft: _Draft, block: Block) -> None:
    sends = (Facet.BODY, Facet.FORM, Facet.QUERY, Facet.PATH, Facet.HEADER, Facet.PARAMETERS)
    is_sent = draft.facet in sends or (draft.facet == Facet.REQUEST and not draft.commands)
    if is_sent and not draft.is_about_errors:
        draft.bodies.append(block.passage)
        return
    status, span = draft.status or (None, None)
    draft.status = None
    if status is None and (said := _STATUS_SAID.search(block.info)):
        status = int(said["status"])
    draft.answers.append(Answer(block.passage, draft.command, status, span))


def _goes_on(draft: _Draft, block: Block, before: Block | None) -> bool:
    """Tell whether a block goes on with the answer of the block right before it."""
    if before is None or before.kind != Kind.CODE or not draft.answers:
        return False
    last = draft.answers[-1].passage
    bare = re.sub(r'"(?:\\.|[^"\\\n])*"', "", last.text)
    is_open = sum(map(bare.count, "{[")) > sum(map(bare.count, "}]"))
    return last is before.passage and is_open and block.text.lstrip()[:1] not in ("{", "[")


def _join(draft: _Draft, block: Block) -> None:
    answer = draft.answers[-1]
    first = answer.passage.part(0, len(answer.passage.text.rstrip()))
    torn = Span(first.span(0, len(first.text)).end, block.span.start)
    whole = first.followed_by(block.passage)
    draft.answers[-1] = replace(answer, passage=whole, torn=torn)
