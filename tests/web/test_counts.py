"""What is counted of a document adds up."""

from hashlib import sha256

import pytest

TEXTS = {
    "english.txt": "Cats sleep all day.\n\nDogs chase them at night, in 2024 and later.",
    "chinese.txt": "知识库可以上传文档，然后检索。\n\n今天的天气很好，适合散步。",
    "japanese.txt": "プリンターの用紙が詰まりました。\n\n電源を切ってください。",
    "mixed.txt": "用 Docker 部署 Dify 1.2.0，需要 2 个核。\n\nRestart it: 重启即可。",
}
RULE = {
    "mode": "custom",
    "rules": {
        "pre_processing_rules": [],
        "segmentation": {"separator": "\n\n", "max_tokens": 500},
    },
}


@pytest.fixture(params=TEXTS)
def uploaded(request, world):
    """Give a document of two segments, as it is listed, and the segments."""
    at = f"/datasets/{world.dify.post('/datasets', json={'name': 'Counts'}).json()['id']}"
    body = {
        "name": request.param,
        "text": TEXTS[request.param],
        "indexing_technique": "high_quality",
        "process_rule": RULE,
    }
    world.dify.post(f"{at}/document/create-by-text", json=body).raise_for_status()
    (document,) = world.dify.get(f"{at}/documents").json()["data"]
    segments = world.dify.get(f"{at}/documents/{document['id']}/segments").json()["data"]
    return TEXTS[request.param], document, segments


def test_a_text_is_cut_where_the_rule_says(uploaded):
    text, _, segments = uploaded

    assert [each["content"] for each in segments] == text.split("\n\n")


def test_the_tokens_of_the_segments_are_those_of_the_document(uploaded):
    _, document, segments = uploaded

    assert document["tokens"] == sum(each["tokens"] for each in segments) > 0


def test_characters_are_counted(uploaded):
    text, document, segments = uploaded

    assert document["word_count"] == len(text)
    assert [each["word_count"] for each in segments] == [len(each["content"]) for each in segments]


def test_the_hash_is_that_of_the_text(uploaded):
    _, _, segments = uploaded

    assert [each["index_node_hash"] for each in segments] == [
        sha256(f"{each['content']}None".encode()).hexdigest() for each in segments
    ]


def test_keywords_are_words_of_the_text(uploaded):
    _, _, segments = uploaded

    for each in segments:
        assert each["keywords"] != []
        assert [word for word in each["keywords"] if word not in each["content"]] == []
