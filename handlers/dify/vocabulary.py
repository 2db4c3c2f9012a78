"""Dify's names for the core's values, both ways."""

from typing import Final

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

# ... and back
TECHNIQUE_NAMES: Final = {value: name for name, value in TECHNIQUES.items()}
FORM_NAMES: Final[dict[str, str]] = {value: name for name, value in FORMS.items()}
KIND_NAMES: Final = {value: name for name, value in KINDS.items()}
MAKER_NAMES: Final = {value: name for name, value in MAKERS.items()}


def form_of(name: str) -> str:
    """Give the core's form for a `doc_form`; an unknown one stays, and fails when it is indexed."""
    return FORMS.get(name, name)


def form_name(form: str) -> str:
    """Give the `doc_form` for a form."""
    return FORM_NAMES.get(form, form)
