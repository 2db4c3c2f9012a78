"""The larger models of a client, filled in, mean here what they say."""

from __future__ import annotations

import dify_dataset_sdk as sdk
import pytest
from dify_dataset_sdk.datasets.models import MetadataCondition, MetadataFilteringConditions
from dify_dataset_sdk.documents.models import (
    PreProcessingRule,
    ProcessRule,
    ProcessRuleConfig,
    Segmentation,
    SubchunkSegmentation,
)

TIDY = [PreProcessingRule(id="remove_extra_spaces", enabled=True)]


@pytest.fixture
def client(stage):
    """Give a client in whose models everything can be said."""
    with sdk.DifyDatasetClient(stage.world.dify.key, stage.world.dify.origin) as client:
        yield client


def searching(method, **more):
    """Say how to search."""
    flags = {"reranking_enable": False, "score_threshold_enabled": False}
    return sdk.RetrievalModel(search_method=method, top_k=2, **flags, **more)


def test_a_rule_of_its_own_cuts_a_document(client, stage):
    rules = ProcessRuleConfig(
        pre_processing_rules=TIDY, segmentation=Segmentation(separator="##", max_tokens=50)
    )
    rule = ProcessRule(mode="custom", rules=rules)

    client.documents.create_by_text(
        stage.dataset, "pets.txt", "Dogs   bark.##Birds fly.", process_rule=rule
    )

    assert stage.documents()["pets.txt"] == ["Dogs bark.", "Birds fly."]


def test_parents_and_children_are_cut_by_rules_of_their_own(client):
    rules = ProcessRuleConfig(
        pre_processing_rules=TIDY,
        segmentation=Segmentation(separator="\n\n", max_tokens=50),
        parent_mode="paragraph",
        subchunk_segmentation=SubchunkSegmentation(separator="\n", max_tokens=20),
    )
    rule = ProcessRule(mode="hierarchical", rules=rules)
    dataset = client.datasets.create("Parents", indexing_technique="high_quality").id

    text = "Dogs bark.\nCats meow."
    document = client.documents.create_by_text(
        dataset, "pets.txt", text, doc_form="hierarchical_model", process_rule=rule
    ).document.id

    (parent,) = client.segments.list(dataset, document).data
    children = client.segments.list_child_chunks(dataset, document, parent.id).data
    assert parent.content == text
    assert [each.content for each in children] == ["Dogs bark.", "Cats meow."]


@pytest.mark.parametrize(
    "method", ["semantic_search", "full_text_search", "hybrid_search", "keyword_search"]
)
def test_every_method_of_search_finds(client, method):
    dataset = client.datasets.create("Pets", indexing_technique="high_quality").id
    client.documents.create_by_text(dataset, "dogs.txt", "Dogs bark.")
    client.documents.create_by_text(dataset, "birds.txt", "Birds fly.")

    found = client.datasets.retrieve(dataset, "Birds", searching(method)).records

    assert found[0].segment.content == "Birds fly."


@pytest.mark.parametrize(("author", "count"), [("Ada", 1), ("Bea", 0)])
def test_a_search_is_bounded_by_metadata(client, stage, author, count):
    client.metadata.update_document_metadata(stage.dataset, [stage.assignment])
    condition = MetadataCondition(name="author", comparison_operator="is", value=author)
    conditions = MetadataFilteringConditions(logical_operator="and", conditions=[condition])
    how = searching("keyword_search", metadata_filtering_conditions=conditions)

    assert len(client.datasets.retrieve(stage.dataset, "Cats", how).records) == count


def test_pages_go_to_the_end(client, stage):
    client.segments.create(stage.dataset, stage.document, [{"content": f"{n}."} for n in "12345"])

    pages = [
        client.segments.list(stage.dataset, stage.document, page=n, limit=4) for n in (1, 2, 3)
    ]

    assert [len(page.data) for page in pages] == [4, 2, 0]
