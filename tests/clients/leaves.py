"""What each deed leaves in the world, and tells the client: said once for all clients.

Each takes the stage, and what the client was told as JSON. What is added has the name `New` or is
`birds.txt` with the text "Birds fly.", what is changed becomes that.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .stage import TEXT

if TYPE_CHECKING:
    from .stage import Stage

BIRDS = ["Birds fly."]
CATS = [TEXT]


# ---------------------------------------------------------------------------- datasets
def a_new_dataset(stage: Stage, told: Any) -> None:
    made = next(each for each in stage.datasets() if each["name"] == "New")
    assert (told["id"], told["name"]) == (made["id"], "New")
    assert len(stage.datasets()) == 2


def datasets_listed(_: Stage, told: Any) -> None:
    assert [each["name"] for each in told["data"]] == ["Handbook"]
    assert (told["total"], told["page"], told["has_more"]) == (1, 1, False)


def dataset_shown(stage: Stage, told: Any) -> None:
    assert (told["id"], told["name"]) == (stage.dataset, "Handbook")
    assert told["document_count"] == 1


def dataset_changed(stage: Stage, told: Any) -> None:
    shown = stage.shown()
    assert (shown["name"], shown["permission"]) == ("New", "all_team_members")
    assert (told["id"], told["name"]) == (stage.dataset, "New")


def no_dataset(stage: Stage, _: Any) -> None:
    assert stage.datasets() == []
    assert stage.world.documents() == []


def cats_found(_: Stage, told: Any) -> None:
    assert told["query"]["content"] == "Cats"
    assert [each["segment"]["content"] for each in told["records"]] == CATS


# ---------------------------------------------------------------------------- documents
def birds_added(stage: Stage, told: Any) -> None:
    assert stage.documents() == {"birds.txt": BIRDS, "cats.txt": CATS}
    assert told["document"]["name"] == "birds.txt"
    assert told["document"]["id"] in {each["id"] for each in stage.world.documents()}


def birds_in_place_of_cats(stage: Stage, told: Any) -> None:
    assert stage.documents() == {"birds.txt": BIRDS}
    assert (told["document"]["id"], told["document"]["name"]) == (stage.document, "birds.txt")


def documents_listed(stage: Stage, told: Any) -> None:
    assert [(each["id"], each["name"]) for each in told["data"]] == [(stage.document, "cats.txt")]
    assert (told["total"], told["page"], told["has_more"]) == (1, 1, False)


def no_document(stage: Stage, _: Any) -> None:
    assert stage.world.documents() == []
    assert stage.shown()["document_count"] == 0


def progress_told(_: Stage, told: Any) -> None:
    (progress,) = told["data"]
    assert progress["indexing_status"] == "completed"
    assert (progress["completed_segments"], progress["total_segments"]) == (1, 1)


def file_shown(_: Stage, told: Any) -> None:
    assert (told["name"], told["extension"], told["size"]) == ("cats.txt", "txt", len(TEXT))


# ---------------------------------------------------------------------------- segments
def segment_added(stage: Stage, told: Any) -> None:
    assert stage.documents() == {"cats.txt": CATS + BIRDS}
    assert [each["content"] for each in told["data"]] == BIRDS
    assert stage.segments()[1]["keywords"] == ["birds"]


def segments_listed(stage: Stage, told: Any) -> None:
    assert [(each["id"], each["content"]) for each in told["data"]] == [(stage.segment, TEXT)]


def segment_changed(stage: Stage, told: Any) -> None:
    segment_is_changed(stage, told)
    assert (told["data"]["id"], told["data"]["content"]) == (stage.segment, "Birds fly.")


def segment_is_changed(stage: Stage, _: Any) -> None:
    assert stage.documents() == {"cats.txt": BIRDS}


def no_segment(stage: Stage, _: Any) -> None:
    assert stage.documents() == {"cats.txt": []}


def child_added(stage: Stage, told: Any) -> None:
    assert stage.children() == ["Cats.", "Birds."]
    assert told["data"]["content"] == "Birds."


def children_listed(stage: Stage, told: Any) -> None:
    assert [(each["id"], each["content"]) for each in told["data"]] == [(stage.child, "Cats.")]


def child_changed(stage: Stage, told: Any) -> None:
    assert stage.children() == ["Birds."]
    assert (told["data"]["id"], told["data"]["content"]) == (stage.child, "Birds.")


def no_child(stage: Stage, _: Any) -> None:
    assert stage.children() == []


# ---------------------------------------------------------------------------- metadata
def field_added(stage: Stage, told: Any) -> None:
    names = {each["name"]: each["type"] for each in stage.fields()["doc_metadata"]}
    assert names == {"author": "string", "year": "number"}
    assert (told["name"], told["type"]) == ("year", "number")


def field_renamed(stage: Stage, told: Any) -> None:
    (field,) = stage.fields()["doc_metadata"]
    assert (field["id"], field["name"]) == (stage.field, "writer")
    assert (told["id"], told["name"]) == (stage.field, "writer")


def no_field(stage: Stage, _: Any) -> None:
    assert stage.fields()["doc_metadata"] == []


def fields_listed(stage: Stage, told: Any) -> None:
    assert [(each["id"], each["name"]) for each in told["doc_metadata"]] == [
        (stage.field, "author")
    ]
    assert told["built_in_field_enabled"] is False


def built_in_fields_on(stage: Stage, _: Any) -> None:
    assert stage.fields()["built_in_field_enabled"] is True


def value_assigned(stage: Stage, _: Any) -> None:
    assert stage.values() == {"author": "Ada"}


# ---------------------------------------------------------------------------- workspace
def models_listed(_: Stage, told: Any) -> None:
    (provider,) = told["data"]
    assert [each["model_type"] for each in provider["models"]] == ["text-embedding"]
