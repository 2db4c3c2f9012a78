"""What a client does with datasets and their metadata."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .actor import MOST, WORDS, ids_of
from .client import same
from .model import Dataset

if TYPE_CHECKING:
    from .actor import Actor


async def create_dataset(actor: Actor) -> None:
    """Create a dataset, or delete one where there are many."""
    if len(actor.model.datasets) >= MOST:
        await delete_dataset(actor)
        return
    name = actor.name("Dataset")
    technique = actor.random.choice(["economy", "high_quality"])
    body = {"name": name, "indexing_technique": technique}
    answer = await actor.client.call("POST", "/v1/datasets", json=body)
    if answer.done:
        made = answer.told or await actor.found("/v1/datasets", name)
        actor.model.datasets[made["id"]] = Dataset(made["id"], name, technique)


async def list_datasets(actor: Actor) -> None:
    """List the datasets, the newest first."""
    listed = await actor.client.pages("/v1/datasets", limit=3)
    same("the datasets", [*actor.model.datasets][::-1], ids_of(listed))


async def update_dataset(actor: Actor) -> None:
    """Rename a dataset."""
    dataset = actor.one(actor.model.datasets.values())
    if dataset:
        name = actor.name("Renamed")
        answer = await actor.client.call("PATCH", dataset.at, json={"name": name})
        dataset.name = name if answer.done else dataset.name


async def delete_dataset(actor: Actor) -> None:
    """Delete a dataset with all that is in it."""
    dataset = actor.one(actor.model.datasets.values())
    if dataset and (await actor.client.call("DELETE", dataset.at)).done:
        del actor.model.datasets[dataset.id]


async def change_fields(actor: Actor) -> None:
    """Create a field of a dataset, rename or delete one, or switch the built-in ones."""
    dataset = actor.one(actor.model.datasets.values())
    if dataset is None:
        return
    path, name = f"{dataset.at}/metadata", actor.name("field")
    field, what = actor.one([*dataset.fields]), actor.random.randrange(4)
    if what == 0:
        action = "disable" if dataset.built_in else "enable"
        if (await actor.client.call("POST", f"{path}/built-in/{action}")).done:
            dataset.built_in = not dataset.built_in
    elif field is None or len(dataset.fields) < 2:  # noqa: PLR2004 - so that there are some
        body = {"type": "string", "name": name}
        if (await actor.client.call("POST", path, json=body)).done:
            listed = (await actor.client.read(path))["doc_metadata"]
            (made,) = [one for one in listed if one["name"] == name]
            dataset.fields[made["id"]] = name
    elif what == 1:
        if (await actor.client.call("DELETE", f"{path}/{field}")).done:
            del dataset.fields[field]
            for document in dataset.documents.values():
                document.values.pop(field, None)
    elif (await actor.client.call("PATCH", f"{path}/{field}", json={"name": name})).done:
        dataset.fields[field] = name


async def assign_metadata(actor: Actor) -> None:
    """Give a document values."""
    of, document = actor.one(actor.model.documents) or (None, None)
    if of and document and of.fields:
        values = {each: actor.random.choice([*WORDS, None]) for each in of.fields}
        listed = [{"id": each, "value": value} for each, value in values.items()]
        body = {"operation_data": [{"document_id": document.id, "metadata_list": listed}]}
        path = f"{of.at}/documents/metadata"
        if (await actor.client.call("POST", path, json=body)).done:
            document.values = values
