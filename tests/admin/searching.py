"""A world in which something can be searched."""

from dataclasses import dataclass

RULE = {
    "mode": "custom",
    "rules": {"pre_processing_rules": [], "segmentation": {"separator": "\n", "max_tokens": 100}},
}
TEXTS = {
    "cats.txt": "Cats are small mammals.\nCats sleep all day.\nRain is wet.",
    "dogs.txt": "Dogs chase cats.\nDogs are loyal companions.",
}


@dataclass(frozen=True)
class Searched:
    """A dataset with documents, in a world."""

    world: object
    dataset: str
    documents: dict[str, str]  # their ids

    def search(self, query, method="keyword_search", **more):
        """Search as a client does; give the answer."""
        model = {"search_method": method, "top_k": 10, **more}
        asked = {"query": query, "retrieval_model": model}
        return self.world.dify.post(f"/datasets/{self.dataset}/retrieve", json=asked)

    def records(self, query, method="keyword_search", **more):
        """Search as a client does; give the ids found with their scores."""
        answer = self.search(query, method, **more).raise_for_status()
        return [(each["segment"]["id"], each["score"]) for each in answer.json()["records"]]

    def explain(self, query, method=None, **more):
        """Ask why."""
        asked = {"dataset": self.dataset, "query": query, "top_k": 10, **more}
        asked |= {"search_method": method} if method else {}
        return self.world.admin.get("/explain", params=asked).raise_for_status().json()

    def segments(self, name):
        """List the segments of a document."""
        path = f"/datasets/{self.dataset}/documents/{self.documents[name]}/segments"
        return self.world.dify.get(path).json()["data"]


def searched(world, technique):
    """Make a dataset with documents, and metadata that say who wrote them."""
    made = {"name": "Animals", "indexing_technique": technique}
    dataset = world.dify.post("/datasets", json=made).json()["id"]
    field = world.dify.post(
        f"/datasets/{dataset}/metadata", json={"type": "string", "name": "author"}
    ).json()["id"]
    documents = {}
    for name, text in TEXTS.items():
        body = {"name": name, "text": text, "indexing_technique": technique, "process_rule": RULE}
        added = world.dify.post(f"/datasets/{dataset}/document/create-by-text", json=body).json()
        documents[name] = added["document"]["id"]
        value = {"id": field, "name": "author", "value": name.partition(".")[0]}
        assigned = {"document_id": documents[name], "metadata_list": [value]}
        world.dify.post(
            f"/datasets/{dataset}/documents/metadata", json={"operation_data": [assigned]}
        ).raise_for_status()
    return Searched(world, dataset, documents)
