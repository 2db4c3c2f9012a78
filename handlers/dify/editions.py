"""The releases of Dify that can be spoken, as values: what one answers where another differs."""

from dataclasses import dataclass, replace
from typing import Any, Final


@dataclass(frozen=True)
class Edition:
    """What depends on the release. A later release is another value, not another branch."""

    version: str
    absent_description: str | None  # of a dataset that was created without one
    field_counts: tuple[str, ...]  # what the number of documents with a metadata field is called
    done: Any  # the answer to a change of metadata
    scores_keywords: bool  # whether a keyword search gives scores, or null
    filter_note: str  # what the release does with conditions on metadata in a search


#: Dify 1.2.0 of April 2025, as recorded.
DIFY_1_2: Final = Edition(
    version="1.2.0",
    absent_description="",
    field_counts=("count",),
    done=200,
    scores_keywords=False,
    filter_note="Dify 1.2.0 ignores metadata_filtering_conditions",
)

#: The release of the documents' time, with what the documents print laid over it.
DOCUMENTED: Final = replace(
    DIFY_1_2,
    absent_description=None,  # seeds 002, 003, 004
    field_counts=("count", "use_count"),  # seed 004 prints use_count
    done={"result": "success"},  # seed 004 prints "200 success"
    scores_keywords=True,  # seeds 002, 004: a score is a number
)
