"""Lists, tables and tags that describe parameters, and the fields within them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Described, Passage, Where

from .blocks import Block, Kind
from .describing import describe, requirement

if TYPE_CHECKING:
    from ragmock.docs_check.model import Span

    from .blocks import Cell
    from .facets import Facet

_TYPE: Final = r"\((?P<type>[^()]*)\)"
#: `**name** (string): Document name`, `` `id` ``, `<code>mode</code> (string)`.
_MARKED: Final = re.compile(
    rf"(?P<mark>\*\*`?|`|<code>)(?P<name>[\w.\[\]-]+)(?:`?\*\*|`|</code>)\s*(?:{_TYPE})?\s*"
    r"[:：,-]?\s*(?P<words>.*)",
    re.DOTALL,
)
#: `mode (string) Cleaning`, where markup was lost.
_BARE: Final = re.compile(
    rf"(?P<mark>)(?P<name>[A-Za-z_][\w.]*)\s*{_TYPE}\s*[:：]?\s*(?P<words>.*)"
)
#: `max_tokens Maximum length`, where its type was lost too; it may be anything.
_LOOSE: Final = re.compile(r"(?P<name>[a-z][a-z0-9_]*)\s+(?P<words>[A-Z].*)")
#: `**Name:** `query``, with `**Type:** string` in the list below.
_LABELLED: Final = re.compile(
    r"\*\*(?P<label>Name|Type|Required|Default|Description|Fields)\s*[:：]\*\*\s*(?P<value>.*)",
    re.IGNORECASE,
)
_CHOICE: Final = re.compile(
    r"(?:`|<code>)(?P<choice>[\w.*-]+)(?:`\s*(?:[:：-].*)?|</code>\s*(?:[^\s(].*)?)", re.DOTALL
)
_LISTS_CHOICES: Final = re.compile(r"enum(?:erate)?|options|allowed values|可选值", re.IGNORECASE)
_HEADS: Final = {
    "name": ("name", "parameter", "field", "key", "参数", "参数名", "名称", "字段"),
    "type": ("type", "类型"),
    "required": ("required", "必需", "必填", "是否必需"),
    "default": ("default", "默认", "默认值"),
    "where": ("in", "where", "location", "position"),
    "words": ("description", "desc", "说明", "描述"),
}
_PLACES: Final = {each.value: each for each in Where}
_WITHOUT_FIELDS: Final = re.compile(
    r"str(?:ing)?|text|int(?:eger)?|number|bool(?:ean)?", re.IGNORECASE
)


@dataclass
class _Open:
    """A parameter whose fields, choices and words may still come."""

    depth: int
    index: int | None  # in the list of parameters; None for one that is not named


@dataclass
class ParameterList:
    """The parameters of a section, in the order in which they are described."""

    found: list[Described] = field(default_factory=list)
    names_all: bool = True
    labels: list[Span] = field(default_factory=list)
    _where: Where | None = None
    _open: list[_Open] = field(default_factory=list)

    def start(self, facet: Facet | None) -> None:
        """Begin with the parameters of a part of a request."""
        self._where = facet.where if facet else None
        self._open = []

    def add(self, block: Block) -> None:
        """Read a block that stands where parameters are described."""
        match block.kind:
            case Kind.ROW:
                self._row(block)
            case Kind.COMPONENT:
                self._component(block)
            case Kind.ITEM:
                self._item(block)
            case Kind.TEXT:
                self._text(block)
            case _:
                pass

    def _row(self, block: Block) -> None:
        cells = _columns(block)
        named = cells.get("name")
        found = re.fullmatch(r"[`*]*(?P<name>[\w.\[\]-]+)[`*]*", named.text) if named else None
        if named is None or found is None:
            return
        name = Passage(found["name"], ((0, named.span.start + found.start("name")),))
        parameter = _parameter(name, self._where)
        if (kind := cells.get("type")) and kind.text:
            parameter = replace(parameter, type=kind.text, type_span=kind.span)
        if (place := cells.get("where")) and (where := _PLACES.get(_bare(place))):
            parameter = replace(parameter, where=where)
        if said := cells.get("required"):
            parameter = requirement(parameter, _passage(said))
        if (default := cells.get("default")) and default.text.strip("`-– "):
            parameter = replace(
                parameter, default=default.text.strip("`"), default_span=default.span
            )
        if words := cells.get("words"):
            parameter = describe(parameter, _passage(words))
        self.found.append(parameter)

    def _component(self, block: Block) -> None:
        by_name = dict(zip(block.head, block.cells, strict=False))
        if block.info in ("/Property", "/SubProperty", "/Properties"):
            self._open = self._open[:-1]
        elif block.info in ("Property", "SubProperty") and (cell := by_name.get("name")):
            depth = 0 if block.info == "Property" else 1
            self._begin(depth, _passage(cell))
            if kind := by_name.get("type"):
                self._change(type=kind.text, type_span=kind.span)
            if block.text.endswith("/>"):
                self._open = self._open[:-1]

    def _item(self, block: Block) -> None:
        depth = block.depth + 1  # below a tag, whose depth is 0 or 1
        inside = [each for each in self._open if each.depth < depth]
        if labelled := _LABELLED.fullmatch(block.text):
            self._labelled(block, labelled, depth)
        elif self._is_choice(block, inside):
            self._open = inside
        elif found := _named(block.text):
            if _LISTS_CHOICES.fullmatch(found["name"]) and not found["type"] and inside:
                # it is about the field before it, or else about the one that it is within
                self._note_label(block)
                self._open = [each for each in self._open if each.depth <= depth]
                self._open.append(_Open(depth, self._open[-1].index))
                return
            self._begin(depth, block.passage.part(*found.span("name")))
            if found["type"]:
                span = block.passage.span(*found.span("type"))
                self._change(type=found["type"].strip(), type_span=span)
            self._describe(block.passage.part(*found.span("words")))
        else:
            self._unnamed(depth, block)

    def _is_choice(self, block: Block, inside: list[_Open]) -> bool:
        """Take a word in a list below a parameter for one that it may have."""
        found = _CHOICE.fullmatch(block.text)
        parent = inside[-1].index if inside else None
        if found is None or parent is None:
            return False
        parameter = self.found[parent]
        if parameter.type and not _WITHOUT_FIELDS.fullmatch(parameter.type):
            return False
        choice = (found["choice"], block.passage.span(*found.span("choice")))
        self.found[parent] = replace(parameter, choices=(*parameter.choices, choice))
        return True

    def _labelled(self, block: Block, found: re.Match[str], depth: int) -> None:
        start, end = found.span("value")
        value = block.passage.part(start, end)
        bare = value.text.strip("`* ")
        at = value.text.index(bare) if bare else 0
        exact = value.part(at, at + len(bare))
        match found["label"].lower():
            case "name":
                self._begin(depth, exact)
            case "type":
                self._change(type=bare, type_span=exact.span(0, len(bare)))
            case "required" if self._current is not None:
                self.found[self._current] = requirement(self.found[self._current], exact)
            case "default":
                self._change(default=bare, default_span=exact.span(0, len(bare)))
            case "description":
                self._describe(value)
            case _:
                pass

    def _text(self, block: Block) -> None:
        if self._open:
            self._describe(block.passage)
        elif block.text.strip() and self._where is not None:
            self.names_all = False

    def _note_label(self, block: Block) -> None:
        """Note a word that announces values, if it is printed as names of fields are."""
        bare = block.text.strip("*`: ")
        if bare.islower() and not re.search(r"[:：]", block.text):
            at = block.text.index(bare)
            self.labels.append(block.passage.span(at, at + len(bare)))

    def _unnamed(self, depth: int, block: Block) -> None:
        inside = [each for each in self._open if each.depth < depth]
        if _LISTS_CHOICES.fullmatch(block.text):
            self._note_label(block)
        if inside or self._where is None:
            self._describe(block.passage)
        elif loose := _LOOSE.fullmatch(block.text):
            self.names_all = False
            self._begin(depth, block.passage.part(*loose.span("name")))
            self._change(certain=False)
            self._describe(block.passage.part(*loose.span("words")))
        else:
            self.names_all = False
            self._open = [_Open(depth, None)]

    def _begin(self, depth: int, name: Passage) -> None:
        self._open = [each for each in self._open if each.depth < depth]
        parent = self._open[-1].index if self._open else None
        full = f"{self.found[parent].name}.{name.text}" if parent is not None else name.text
        where = self.found[parent].where if parent is not None else self._where
        self.found.append(replace(_parameter(name, where), name=full))
        self._open.append(_Open(depth, len(self.found) - 1))

    @property
    def _current(self) -> int | None:
        return self._open[-1].index if self._open else None

    def _change(self, **said: object) -> None:
        if self._current is not None:
            changed = replace(self.found[self._current], **said)  # type: ignore[arg-type]
            self.found[self._current] = changed

    def _describe(self, words: Passage) -> None:
        if self._current is not None:
            self.found[self._current] = describe(self.found[self._current], words)


def lists_parameters(block: Block) -> bool:
    """Tell whether a row belongs to a table of parameters."""
    return {"name", "type"} <= _columns(block).keys()


def _columns(block: Block) -> dict[str, Cell]:
    by_head = dict(zip(block.head, block.cells, strict=False))
    return {
        column: by_head[head]
        for column, heads in _HEADS.items()
        for head in heads
        if head in by_head
    }


def _named(text: str) -> re.Match[str] | None:
    return _MARKED.fullmatch(text) or _BARE.fullmatch(text)


def _bare(cell: Cell) -> str:
    return cell.text.strip("`* ").lower()


def _parameter(name: Passage, where: Where | None) -> Described:
    return Described(name.text, name.span(0, len(name.text)), where)


def _passage(cell: Cell) -> Passage:
    return Passage(cell.text, ((0, cell.span.start),))
