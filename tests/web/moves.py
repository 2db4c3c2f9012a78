"""What clients and tests may do to a world, and all that can be read of it."""

from hypothesis import strategies as st

KEY = {"Authorization": "Bearer dataset-world"}
RAGFLOW = {"Authorization": "Bearer ragflow-world"}
#: What a client may do: the product, the method, the path and the body. DATASET, DOCUMENT and
#: SEGMENT stand for one of those that are there.
SEARCH = {"query": "ragmock", "retrieval_model": {"search_method": "keyword_search", "top_k": 3}}
TEXT = {"name": "a.txt", "text": "Cats.\n\nDogs.", "indexing_technique": "economy"}
CALLS = [
    (KEY, "POST", "/v1/datasets", {"name": "Made"}),
    (KEY, "PATCH", "/v1/datasets/DATASET", {"name": "Renamed"}),
    (KEY, "PATCH", "/v1/datasets/DATASET", {"indexing_technique": "economy"}),
    (KEY, "DELETE", "/v1/datasets/DATASET", None),
    (KEY, "POST", "/v1/datasets/DATASET/document/create-by-text", TEXT),
    (KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/update-by-text", TEXT),
    (KEY, "DELETE", "/v1/datasets/DATASET/documents/DOCUMENT", None),
    (KEY, "POST", "/v1/datasets/DATASET/metadata", {"type": "string", "name": "author"}),
    (KEY, "POST", "/v1/datasets/DATASET/metadata/built-in/enable", None),
    (KEY, "POST", "/v1/datasets/DATASET/retrieve", SEARCH),
    (
        *(KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/segments"),
        {"segments": [{"content": "Birds."}]},
    ),
    (
        *(KEY, "POST", "/v1/datasets/DATASET/documents/DOCUMENT/segments/SEGMENT"),
        {"segment": {"content": "Fish.", "enabled": False}},
    ),
    (KEY, "DELETE", "/v1/datasets/DATASET/documents/DOCUMENT/segments/SEGMENT", None),
    (RAGFLOW, "POST", "/api/v1/dataset", {"name": "kb"}),
    (RAGFLOW, "POST", "/v1/data", {"name": "item"}),
    ({}, "POST", "/__admin/presets?world=world", {"name": "*", "stage": "paused"}),
    ({}, "POST", "/__admin/documents/DOCUMENT/preset?world=world", {"stage": "error"}),
    ({}, "POST", "/__admin/datasets/DATASET/answers?world=world", {"chunks": []}),
    ({}, "PUT", "/__admin/worlds/world", {"progression": "time", "embedding_provider": "off"}),
]
MOVES = st.lists(st.tuples(st.sampled_from(CALLS), st.integers(0, 99)), min_size=10, max_size=40)


def fill(path, world, number):
    """Put the ids of things in a world into a path; None when there are none such."""
    tables = [rows for base in world.bases.values() for rows in base.state.documents.values()]
    held = [document for rows in tables for document in rows.values()]
    document = held[number % len(held)] if held and "DOCUMENT" in path else None
    datasets = [document.dataset_id] if document else list(world.bases["dify"].state.datasets)
    segments = list(document.chunks) if document else []
    for blank, known in (
        ("DATASET", datasets),
        ("DOCUMENT", [document.id] if document else []),
        ("SEGMENT", segments),
    ):
        if blank in path:
            if not known:
                return None
            path = path.replace(blank, known[number % len(known)])
    return path


def search(server, name):
    """Search each dataset of a world in each way; give what is answered."""
    client = server.client(f"dataset-{name}")
    answers = []
    for dataset in list(server.world(name).bases["dify"].state.datasets):
        for method in ("keyword_search", "full_text_search", "semantic_search"):
            model = {"search_method": method, "top_k": 20}
            asked = {"query": "what is ragmock and how does it work", "retrieval_model": model}
            answer = client.post(f"/v1/datasets/{dataset}/retrieve", json=asked)
            answers.append((dataset, method, answer.status_code, answer.json()))
    return answers


def steered(server, name):
    """Give what the control plane tells of a world."""
    admin = server.client()
    told = {
        path: admin.get(f"/__admin/{path}", params={"world": name}).json()
        for path in ("documents", "presets", "clock")
    }
    told["world"] = admin.get(f"/__admin/worlds/{name}").json()
    return told


def everything(server, name):
    return server.shown(name), server.kept(name), steered(server, name), search(server, name)


def make(server, name, moves):
    """Make moves in a world, none of which crashes; give the answers."""
    client, answers = server.client(), []
    for (key, method, path, body), number in moves:
        filled = fill(path, server.world(name), number)
        if filled:
            sent = {"json": body} if body is not None else {}
            answer = client.request(method, filled, headers=key, **sent)
            answers.append((answer.status_code, answer.text))

            assert answer.status_code < 500

    return answers
