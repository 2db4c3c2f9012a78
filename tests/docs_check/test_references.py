"""The references in docs/examples are what the contract and the fake say now."""

import json
import re
from functools import cache
from pathlib import Path

import pytest
from reference.__main__ import FOLDER, pages
from reference.page import write

from ragmock import contract

NAMES = ("dify-knowledge.md", "ragflow-dataset.md")
ANSWER = re.compile(r"```json\n(.*?)\n```", re.DOTALL)


written = cache(pages)


@pytest.mark.parametrize("name", NAMES)
def test_a_reference_is_as_it_would_be_written_now(name):
    there = Path(FOLDER / name).read_text(encoding="utf-8")

    assert there == written()[name], "make docs"


def test_these_are_all():
    assert tuple(written()) == NAMES


def test_every_operation_but_other_spellings_is_printed_once():
    printed = [
        line.strip("`").split()
        for text in written().values()
        for line in text.splitlines()
        if re.fullmatch(r"`[A-Z]+ /\S*`", line)
    ]
    known = [
        [each.method, each.path]
        for provider in ("dify", "ragflow")
        for each in contract.load().of_provider(provider)
        if not each.is_alias and each.id != "dify.segments.patch_segment"
    ]

    assert sorted(printed) == sorted(known)


@pytest.mark.parametrize("name", NAMES)
def test_every_printed_answer_is_json(name):
    answers = [json.loads(each) for each in ANSWER.findall(written()[name])]

    assert answers


@pytest.mark.parametrize("name", NAMES)
def test_every_link_leads_to_a_heading(name):
    headings = {
        re.sub(r"[^\w\- ]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in written()[name].splitlines()
        if line.startswith("#")
    }

    assert set(re.findall(r"\]\(#([^)]+)\)", written()[name])) <= headings


def test_a_call_that_is_refused_is_not_printed():
    page = {
        "title": "",
        "words": "",
        "provider": "dify",
        "key": "dataset-reference",
        "chapters": {"datasets": "Datasets"},
        "placeholders": {"dataset_id": {"of": "dify.datasets.list_datasets", "at": "data/0/id"}},
        "requests": {"dify.datasets.create_dataset": {"json": {"name": "Handbook"}}},
    }

    with pytest.raises(RuntimeError, match="dataset_name_duplicate"):
        write(page)
