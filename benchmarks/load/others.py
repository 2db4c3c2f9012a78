"""What a client does with the other products."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .client import same

if TYPE_CHECKING:
    from .actor import Actor
    from .client import Answer


async def use_ragflow(actor: Actor) -> None:
    """Create, rename, show or delete a dataset of RAGFlow."""
    path, name = "/api/v1/dataset", actor.name("kb")
    known = actor.one([*actor.model.ragflow])
    if known is None or len(actor.model.ragflow) < 2:  # noqa: PLR2004 - so that there are some
        if (await _call(actor, "POST", path, json={"name": name})).done:
            listed = (await actor.client.read(path, product="ragflow"))["data"]
            (made,) = [one["id"] for one in listed if one["name"] == name]
            actor.model.ragflow[made] = name
        return
    what = actor.random.randrange(3)
    if what == 0:
        if (await _call(actor, "PUT", f"{path}/{known}", json={"name": name})).done:
            actor.model.ragflow[known] = name
    elif what == 1:
        shown = await actor.client.read(f"{path}/{known}", product="ragflow")
        same("a dataset of RAGFlow", actor.model.ragflow[known], shown["data"]["name"])
    elif (await _call(actor, "DELETE", f"{path}/{known}")).done:
        del actor.model.ragflow[known]


async def use_items(actor: Actor) -> None:
    """Create, rename, show or delete an item of the generic resource."""
    path, name = "/v1/data", actor.name("item")
    known = actor.one([*actor.model.items])
    if known is None or len(actor.model.items) < 2:  # noqa: PLR2004 - so that there are some
        if (await _call(actor, "POST", path, json={"name": name})).done:
            actor.model.last_item += 1
            actor.model.items[actor.model.last_item] = name
        return
    what = actor.random.randrange(3)
    if what == 0:
        if (await _call(actor, "PUT", f"{path}/{known}", json={"name": name})).done:
            actor.model.items[known] = name
    elif what == 1:
        shown = await actor.client.read(f"{path}?id={known}", product="ragflow")
        same("an item", actor.model.items[known], shown["data"]["name"])
    elif (await _call(actor, "DELETE", f"{path}/{known}")).done:
        del actor.model.items[known]


async def _call(actor: Actor, method: str, path: str, **sent: Any) -> Answer:  # noqa: ANN401
    return await actor.client.call(method, path, product="ragflow", **sent)
