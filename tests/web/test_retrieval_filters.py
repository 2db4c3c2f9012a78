"""Search in those documents only whose metadata satisfy conditions."""

import pytest

from ragmock.domain.filters import COMPARISONS

from .retrieving import METHODS, Shelf

NOTE = "Dify 1.2.0 ignores metadata_filtering_conditions"
#: What each document says of itself; each has one segment, which is its name.
DOCUMENTS = {
    "Cats by Ada": {"author": "Ada Lovelace", "year": 1843, "read": 1_700_000_000},
    "Cats by Grace": {"author": "Grace Hopper", "year": 1952.5, "read": 1_710_000_000},
    "Cats by Zhi": {"author": "知行", "year": 2024, "read": None},
    "Cats by nobody": {},
}
ADA, GRACE, ZHI, NOBODY = DOCUMENTS


@pytest.fixture(scope="module")
def shelf(server_for):
    """Give a dataset of four documents, with fields of three kinds."""
    made = Shelf.of(server_for("empty").world("retrieval-filters"))
    kinds = {"author": "string", "year": "number", "read": "time"}
    ids = {
        name: made.dify.post(f"{made.at}/metadata", json={"name": name, "type": kind}).json()["id"]
        for name, kind in kinds.items()
    }
    told = [
        {
            "document_id": made.put(name, f"{name}.txt").rpartition("/")[2],
            "metadata_list": [{"id": ids[field], "value": value} for field, value in said.items()],
        }
        for name, said in DOCUMENTS.items()
        if said
    ]
    made.put(NOBODY, f"{NOBODY}.txt")
    sent = made.dify.post(f"{made.at}/documents/metadata", json={"operation_data": told})
    sent.raise_for_status()
    return made


def condition(name, comparison, *value):
    return {"name": name, "comparison_operator": comparison} | dict(
        zip(["value"], value, strict=False)
    )


def conditions(*every, operator=None):
    said = {} if operator is None else {"logical_operator": operator}
    return {"metadata_filtering_conditions": {"conditions": list(every)} | said}


TABLE = [
    ("author", "contains", "a", [ADA, GRACE]),
    ("author", "contains", "知", [ZHI]),
    ("author", "not contains", "Love", [GRACE, ZHI]),
    ("author", "start with", "Ada", [ADA]),
    ("author", "end with", "Hopper", [GRACE]),
    ("author", "is", "Ada Lovelace", [ADA]),
    ("author", "is", "ada lovelace", []),
    ("author", "is not", "Ada Lovelace", [GRACE, ZHI]),
    ("author", "empty", None, [NOBODY]),
    ("author", "not empty", None, [ADA, GRACE, ZHI]),
    ("author", "in", ["知行", "Ada Lovelace"], [ADA, ZHI]),
    ("author", "in", "知行, Grace Hopper", [GRACE, ZHI]),
    ("author", "not in", ["知行"], [ADA, GRACE]),
    ("author", ">", 5, []),
    ("year", "=", 1843, [ADA]),
    ("year", "=", "1952.5", [GRACE]),
    ("year", "≠", 1843, [GRACE, ZHI]),
    ("year", ">", 1843, [GRACE, ZHI]),
    ("year", "<", 1952.5, [ADA]),
    ("year", "≥", 1952.5, [GRACE, ZHI]),
    ("year", "≤", "1952.5", [ADA, GRACE]),
    ("year", "≤", 1e300, [ADA, GRACE, ZHI]),
    ("year", "in", [1843, 2024], [ADA, ZHI]),
    ("read", "before", 1_710_000_000, [ADA]),
    ("read", "after", 1_600_000_000, [ADA, GRACE]),
    ("read", "empty", None, [ZHI, NOBODY]),
    ("unknown", "is", "Ada", []),
    ("unknown", "is not", "Ada", []),
    ("unknown", "empty", None, [ADA, GRACE, ZHI, NOBODY]),
]


@pytest.mark.parametrize(
    ("name", "comparison", "value", "found"), TABLE, ids=lambda value: repr(value)[:24]
)
def test_a_condition_leaves_the_documents_that_satisfy_it(shelf, name, comparison, value, found):
    answer = shelf.ask("Cats", METHODS[1], **conditions(condition(name, comparison, value)))

    assert [each["segment"]["content"] for each in answer.json()["records"]] == found
    assert answer.headers["X-Ragmock-Note"] == NOTE


def test_the_table_has_every_comparison():
    assert {comparison for _, comparison, _, _ in TABLE} == COMPARISONS.keys()


@pytest.mark.parametrize("method", METHODS)
def test_conditions_hold_for_every_way_to_search(shelf, method):
    asked = conditions(condition("year", ">", 1900), condition("author", "contains", "H"))

    answer = shelf.ask("Cats", method, **asked)

    assert [each["segment"]["content"] for each in answer.json()["records"]] == [GRACE]
    assert answer.headers["X-Ragmock-Note"].endswith(NOTE)


@pytest.mark.parametrize(
    ("operator", "found"), [(None, []), ("and", []), ("or", [ADA, ZHI]), ("xor", None)]
)
def test_all_conditions_must_hold_or_any(shelf, operator, found):
    every = condition("author", "is", "知行"), condition("year", "<", 1900)

    answer = shelf.ask("Cats", METHODS[1], **conditions(*every, operator=operator))

    told = answer.json().get("records")
    assert (told and [each["segment"]["content"] for each in told]) == found


def test_top_k_counts_the_documents_that_pass(shelf):
    asked = conditions(condition("author", "not empty"))

    assert shelf.finds("Cats", METHODS[1], top_k=2, **asked) == [ADA, GRACE]
    assert shelf.finds("Cats", METHODS[1], top_k=-1, **asked) == [ADA, GRACE]


@pytest.mark.parametrize(
    "sent", [None, {}, {"conditions": []}, {"conditions": None, "logical_operator": "or"}]
)
def test_without_conditions_all_is_searched_and_nothing_noted(shelf, sent):
    answer = shelf.ask("Cats", METHODS[1], metadata_filtering_conditions=sent)

    assert len(answer.json()["records"]) == 4
    assert "X-Ragmock-Note" not in answer.headers


@pytest.mark.parametrize(
    "wrong",
    [
        condition("author", "equals", "Ada"),
        condition("author", "CONTAINS", "Ada"),
        condition("author", None, "Ada"),
        condition("author", "is", {"value": "Ada"}),
        condition("author", "is", True),
        condition("author", "in", [["Ada"]]),
        condition("author", "is", "a\0b"),
        condition(5, "is", "Ada"),
        {"name": "author", "value": "Ada"},
        {"comparison_operator": "empty"},
        "author is Ada",
    ],
    ids=repr,
)
def test_what_is_no_condition_is_refused(shelf, wrong):
    answer = shelf.ask("Cats", METHODS[1], **conditions(condition("year", "empty"), wrong))

    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_param")
    assert answer.json()["params"].startswith("retrieval_model.metadata_filtering_conditions")
    assert len(shelf.finds("Cats", METHODS[1])) == 4


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (condition("document_name", "end with", "Ada.txt"), 1),
        (condition("uploader", "not empty"), 4),
        (condition("source", "is", "file_upload"), 4),
        (condition("upload_date", "after", 1_700_000_000), 4),
        (condition("last_update_date", "before", 1_700_000_000), 0),
    ],
    ids=lambda value: str(value)[:30],
)
def test_built_in_fields_are_there_while_they_are_switched_on(shelf, asked, count):
    counts = [len(shelf.finds("Cats", METHODS[1], **conditions(asked)))]
    for action in ("enable", "disable"):
        shelf.dify.post(f"{shelf.at}/metadata/built-in/{action}").raise_for_status()
        counts.append(len(shelf.finds("Cats", METHODS[1], **conditions(asked))))

    assert counts == [0, count, 0]
