"""Rules about printed commands that are played against a fresh fake, and what they are answered."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from ragmock.docs_check.comparing.answers import answered
from ragmock.docs_check.comparing.played import replays
from ragmock.docs_check.comparing.refusals import status_of
from ragmock.docs_check.model import Severity

from .contradictions import contradictions
from .rule import Found, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ragmock.docs_check.comparing.played import Replay
    from ragmock.docs_check.comparing.subject import Subject

_UNAUTHORIZED: Final = 401


@rule(
    "refused-command",
    Severity.ERROR,
    "A command that is refused, although it is not printed for that.",
    example="""
    ## Create a metadata field

    ```bash
    curl --request POST 'http://localhost/v1/datasets/{dataset_id}/metadata' \\
    --header 'Authorization: Bearer {api_key}' \\
    --header 'Content-Type: application/json' \\
    --data '{"name": "price"}'
    ```
    """,
)
def refused_command(subject: Subject) -> Iterator[Found]:
    """Say how it is refused, and why."""
    for each in replays(subject):
        # a key that stands in a variable is not known
        is_keyless = each.played.status == _UNAUTHORIZED and "$" in each.command.passage.text
        if each.played.refusal and not is_keyless and not each.is_asked_for and not each.refusals:
            passage = each.command.passage
            told = json.dumps(each.played.body, ensure_ascii=False)
            what = f"this is refused with {each.played.status}: {each.played.diagnosis or told}"
            yield Found(passage.span(0, 4), what, stands=passage.text.partition("\n")[0])


@rule(
    "not-as-played",
    Severity.WARNING,
    "An answer that is not what the fake answers to the command beside it.",
    example="""
    ## Rename a metadata field

    ```bash
    curl --request PATCH 'http://localhost/v1/datasets/{dataset_id}/metadata/{metadata_id}' \\
    --header 'Authorization: Bearer {api_key}' \\
    --header 'Content-Type: application/json' \\
    --data '{"name": "price"}'
    ```

    ```json
    {"id": "7fa6f24f-8679-48b3-bc9d-bdf28d73f218", "name": "size", "type": "string"}
    ```
    """,
)
def not_as_played(subject: Subject) -> Iterator[Found]:
    """Show the real value; of values that are never the same, the kind is compared.

    Not what the answer contradicts itself.
    """
    told = {
        (each.answer.passage.origins, found.pointer)
        for each in answered(subject)
        for found in contradictions(each)
    }
    for each in replays(subject):
        yield from _status(each)
        for problem in each.problems():
            if each.answer and (each.answer.passage.origins, problem.pointer) not in told:
                span = each.answer.passage.span(problem.start, problem.end)
                yield Found(span, problem.meaning, expected=problem.suggestion)


def _status(each: Replay) -> Iterator[Found]:
    """Compare printed statuses that the operation may give with the one that it gives here."""
    status = each.played.status
    answers = [each.answer] if each.answer else each.refusals
    known = [each.operation.answers.keys() & {status_of(answer)} for answer in answers]
    is_success = each.answer is not None
    if {status} in known or is_success == bool(each.played.refusal):
        return
    for answer, said in zip(answers, known, strict=True):
        if said and (answer.status_span or answer.passage.text.strip()):
            span = answer.status_span or answer.passage.span(0, 1)
            meant = str(status)
            yield Found(span, f"this command is answered {meant}", expected=meant)
