"""What a heading or a label says of what stands below it: the query, the answer, the errors."""

from __future__ import annotations

import re
from enum import Enum, auto
from typing import Final

from ragmock.docs_check.model import Where


class Facet(Enum):
    """A part of the description of an operation."""

    PATH = auto()
    QUERY = auto()
    HEADER = auto()
    BODY = auto()
    FORM = auto()
    PARAMETERS = auto()  # of the path, the query or the body
    REQUEST = auto()  # the call itself, or an example of it
    ANSWER = auto()
    ERRORS = auto()

    @property
    def where(self) -> Where | None:
        """The part of a request whose parameters are listed, if it says one."""
        return _WHERE.get(self)

    @property
    def lists_parameters(self) -> bool:
        """Whether parameters of a request stand below."""
        return self in _WHERE or self == Facet.PARAMETERS


_WHERE: Final = {
    Facet.PATH: Where.PATH,
    Facet.QUERY: Where.QUERY,
    Facet.HEADER: Where.HEADER,
    Facet.BODY: Where.BODY,
    Facet.FORM: Where.FORM,
}
_PARAMETERS: Final = r"(?:params?|parameters?|arguments?|variables?)"
_PATTERNS: Final = {
    Facet.PATH: rf"path|(?:path|url|uri) {_PARAMETERS}|路径参数",
    Facet.QUERY: rf"(?:path |url )?query(?: string)?(?: {_PARAMETERS})?|查询参数",
    Facet.HEADER: rf"(?:request )?headers?(?: {_PARAMETERS})?|请求头",
    Facet.BODY: rf"(?:request |json )?body(?: {_PARAMETERS}| schema)?|请求体",
    Facet.FORM: rf"(?:multipart )?form(?:[ -]data)?(?: {_PARAMETERS}| fields)?|表单",
    Facet.PARAMETERS: rf"(?:request )?{_PARAMETERS}|请求参数|参数",
    Facet.REQUEST: (
        r"(?:example|sample) requests?|requests?(?: examples?| samples?| uri| url)?"
        r"|endpoint|example|curl|method|fields|示例请求|请求示例|示例"
    ),
    Facet.ANSWER: (
        rf"(?:(?:example|sample|successful|success) )*(?:responses?|answers?|returns?)"
        rf"(?: (?:examples?|body|fields|{_PARAMETERS}|schema|for .*|[1-5]\d\d(?: .*)?))?"
        r"|示例响应|响应示例|响应(?:格式)?|返回(?:值)?"
    ),
    Facet.ERRORS: r"(?:possible )?errors?(?: codes?| messages?| responses?)*|错误(?:处理|码|信息)?",
}
_COMPILED: Final = {facet: re.compile(text) for facet, text in _PATTERNS.items()}
_LONGEST: Final = 200  # characters of a title
_DECORATION: Final = re.compile(r"[*_`#:：]+|^\d+(?:\.\d+)*\.?\s|\(.*\)$")


def facet_of(text: str) -> Facet | None:
    """Tell what a heading or label announces; None for one that does not."""
    if len(text) > _LONGEST:
        return None
    words = " ".join(_DECORATION.sub(" ", text).lower().split())
    return next((facet for facet, each in _COMPILED.items() if each.fullmatch(words)), None)


def label_of(text: str) -> Facet | None:
    """Tell what a line of text announces; it must end in a colon or be bold.

    `**query**:` names a parameter and `**Fields:**` what is within one: one word announces nothing
    unless it is an answer or a request.
    """
    bare = text.strip()
    facet = facet_of(bare)
    if re.fullmatch(r"[*`]*\w+[*`]*[:：]?[*`]*", bare, re.ASCII) and facet != Facet.ANSWER:
        return None
    is_label = (
        bare.endswith((":", "："))
        or re.fullmatch(r"\*\*[^*]+\*\*[:：]?", bare)
        or facet == Facet.ERRORS  # where a title lost its mark
    )
    return facet if is_label else None
