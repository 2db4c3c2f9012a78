"""Dify's names for the core's values, both ways."""

from typing import Final, TypeVar

from ragmock.domain.lifecycle import Stage
from ragmock.domain.model import Form, Kind, Maker, Method, Technique

TECHNIQUES: Final = {"economy": Technique.KEYWORDS, "high_quality": Technique.VECTORS}
FORMS: Final = {
    "text_model": Form.PARAGRAPHS,
    "qa_model": Form.QUESTIONS,
    "hierarchical_model": Form.PARENT_CHILD,
}
KINDS: Final = {"string": Kind.TEXT, "number": Kind.NUMBER, "time": Kind.TIME}
METHODS: Final = {
    "keyword_search": Method.KEYWORDS,
    "full_text_search": Method.FULL_TEXT,
    "semantic_search": Method.MEANING,
    "hybrid_search": Method.HYBRID,
}
MAKERS: Final = {"automatic": Maker.INDEXING, "customized": Maker.CLIENT}

#: What a document looks like from outside while its indexing stands at a stage.
DISPLAYED: Final = {
    Stage.WAITING: "queuing",
    Stage.PARSING: "indexing",
    Stage.CLEANING: "indexing",
    Stage.SPLITTING: "indexing",
    Stage.INDEXING: "indexing",
    Stage.PAUSED: "paused",
    Stage.ERROR: "error",
}

Value = TypeVar("Value")


def word(names: dict[str, Value], value: Value) -> str:
    """Give Dify's name for a value."""
    return next(name for name, each in names.items() if each == value)


def form_of(name: str) -> str:
    """Give the core's form for a `doc_form`; an unknown one stays, and fails when it is indexed."""
    return FORMS.get(name, name)


def form_name(form: str) -> str:
    """Give the `doc_form` for a form."""
    return next((name for name, each in FORMS.items() if each == form), form)
