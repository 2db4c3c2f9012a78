"""Which parameter of the contract a described one means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.model import Where

from .known import known_parameters
from .paths import bare, is_blank

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.contract import Operation
    from ragmock.docs_check.model import Described

    from .known import Known
    from .subject import Subject, Topic

_ITEMS: Final = re.compile(r"\[\d*\]")


@dataclass(frozen=True)
class Pair:
    """A described parameter, and the one of the contract that it means."""

    described: Described
    known: Known | None
    misplaced: bool = False  # the contract has it within another field, or not within one
    near: Known | None = None  # where nothing is known by this name


@dataclass(frozen=True)
class Compared:
    """The parameters of a section beside those of its operation."""

    topic: Topic
    operation: Operation
    known: tuple[Known, ...]
    pairs: tuple[Pair, ...]
    is_formal: bool  # the section is one of those that name an operation and its parameters

    def undescribed(self) -> Iterator[Known]:
        """Give what is not described, at the level of what is: no field of a field left out."""
        met = [(pair.known, pair.misplaced) for pair in self.pairs if pair.known]
        told = {known.name for known, _ in met}
        wheres = {*Where} - {Where.PATH} if self.is_formal else {known.where for known, _ in met}
        parents = {
            "",
            *(known.name.rpartition(".")[0] for known, misplaced in met if not misplaced),
        }
        for each in self.known:
            parent = each.name.rpartition(".")[0]
            if each.name not in told and each.where in wheres and parent in parents:
                yield each


def compared(subject: Subject) -> Iterator[Compared]:
    """Compare each section that describes parameters of an operation."""
    describes = any(
        topic.section.parameters and topic.section.endpoints for topic in subject.topics
    )
    for topic in subject.topics:
        operation, is_formal = topic.operation, describes and bool(topic.section.endpoints)
        if operation and (topic.section.parameters or is_formal):
            known = tuple(known_parameters(operation))
            every = [_pair(topic, operation, known, each) for each in topic.section.parameters]
            pairs = tuple(each for each in every if each.known or each.described.certain)
            yield Compared(topic, operation, known, pairs, is_formal)


def _pair(topic: Topic, operation: Operation, known: tuple[Known, ...], said: Described) -> Pair:
    name = _ITEMS.sub("", said.name)
    name = _blanks(topic, operation).get(name, name)
    exact = [each for each in known if each.name == name]
    if exact:
        return Pair(said, next((each for each in exact if each.where == said.where), exact[0]))
    leaf = name.rpartition(".")[2]
    elsewhere = [each for each in known if each.leaf == leaf]
    if elsewhere and said.where not in (Where.PATH, Where.QUERY, Where.HEADER):
        # where names were lost, so was what they are within
        return Pair(said, elsewhere[0], misplaced=topic.section.names_all)
    parent = name.rpartition(".")[0]
    siblings = {each.leaf: each for each in known if each.name.rpartition(".")[0] == parent}
    near = get_close_matches(leaf, siblings, n=1)
    return Pair(said, None, near=siblings[near[0]] if near else None)


def _blanks(topic: Topic, operation: Operation) -> dict[str, str]:
    """Tell what the contract calls the blanks of the path that a document prints."""
    template = operation.path.strip("/").split("/")
    names = {}
    for mention in topic.mentions:
        printed = bare(mention.path).strip("/").split("/")
        if mention.match.operation is operation:
            for segment, part in zip(reversed(printed), reversed(template), strict=False):
                if is_blank(segment) and part.startswith("{"):
                    names[segment.strip("{}<>$:[]")] = part.strip("{}")
    return names
