"""What a client does with segments and their children, and with the search."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .actor import MOST
from .audit import compare_found, hits
from .client import same
from .model import Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .actor import Actor
    from .model import Dataset, Document


async def add_segments(actor: Actor) -> None:
    """Add segments to a document."""
    of, document = actor.one(actor.model.editable) or (None, None)
    if of and document and len(document.segments) < MOST * 2:
        lines = actor.lines()
        path = f"{of.at}/documents/{document.id}/segments"
        body = {"segments": [{"content": each} for each in lines]}
        if (await actor.client.call("POST", path, json=body)).done:
            last = max((each.position for each in document.segments.values()), default=0)
            await learn_segments(actor, of, document, lines, last)
            document.words += sum(map(len, lines))


async def update_segment(actor: Actor) -> None:
    """Give a segment another text, or switch it off or on."""
    of, document, segment = actor.one(actor.model.segments) or (None, None, None)
    if of and document and segment:
        path = f"{of.at}/documents/{document.id}/segments/{segment.id}"
        if not segment.enabled or actor.random.random() < 0.3:  # noqa: PLR2004 - one in three
            enabled = not segment.enabled
            body = {"segment": {"enabled": enabled}}
            if (await actor.client.call("POST", path, json=body)).done:
                segment.enabled = enabled
            return
        text = actor.line()
        answer = await actor.client.call("PATCH", path, json={"content": text})
        if answer.done:
            document.words += len(text) - len(segment.text)
            actor.gone, segment.text = segment.word, text


async def delete_segment(actor: Actor) -> None:
    """Delete a segment."""
    of, document, segment = actor.one(actor.model.segments) or (None, None, None)
    if of and document and segment:
        path = f"{of.at}/documents/{document.id}/segments/{segment.id}"
        if (await actor.client.call("DELETE", path)).done:
            del document.segments[segment.id]
            document.words -= len(segment.text)
            actor.gone = segment.word


async def change_children(actor: Actor) -> None:
    """Add a child to a segment, change or delete one."""
    of, document, segment = actor.one(actor.model.segments) or (None, None, None)
    if not (of and document and segment):
        return
    path = f"{of.at}/documents/{document.id}/segments/{segment.id}/child_chunks"
    child, text = actor.one([*segment.children]), actor.line()
    if child is None or len(segment.children) < 2:  # noqa: PLR2004 - so that there are some
        if (await actor.client.call("POST", path, json={"content": text})).done:
            listed = await actor.client.read(path, params={"limit": 100})
            (made,) = [one for one in listed["data"] if one["content"] == text]
            segment.children[made["id"]] = text
    elif actor.random.random() < 0.5:  # noqa: PLR2004 - one in two
        if (await actor.client.call("PATCH", f"{path}/{child}", json={"content": text})).done:
            segment.children[child] = text
    elif (await actor.client.call("DELETE", f"{path}/{child}")).done:
        del segment.children[child]


async def retrieve(actor: Actor) -> None:
    """Search for a word that one segment has, or none any more."""
    of, document, segment = actor.one(actor.model.segments) or (None, None, None)
    if of and document and segment:
        await compare_found(actor.client, of, segment)
        same("what a word finds that is gone", [], await hits(actor.client, of, actor.gone))


async def learn_segments(
    actor: Actor, of: Dataset, document: Document, lines: Sequence[str], last: int
) -> None:
    """Learn the ids of the segments that were made of lines, behind the last one that was there."""
    listed = await actor.client.pages(f"{of.at}/documents/{document.id}/segments")
    made = [each for each in listed if each["id"] not in document.segments]
    same(f"the new segments of {document.name}", [*lines], [each["content"] for each in made])
    for position, each in enumerate(made, start=last + 1):
        document.segments[each["id"]] = Segment(each["id"], each["content"], position)
