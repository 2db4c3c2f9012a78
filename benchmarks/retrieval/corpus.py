"""The passages and queries of the benchmarks, and as many more texts as wanted."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

KINDS = ("words", "paraphrase", "chinese")


@dataclass(frozen=True)
class Query:
    """A query, and the ids of the passages that answer it."""

    id: str
    kind: str
    text: str
    answers: frozenset[str]


@cache
def passages() -> dict[str, str]:
    """Read the passages, by their ids."""
    return {each["id"]: each["text"] for each in _read("passages")}


@cache
def queries() -> list[Query]:
    """Read the queries."""
    return [
        Query(each["id"], each["kind"], each["query"], frozenset(each["answers"]))
        for each in _read("queries")
    ]


def many(count: int) -> list[str]:
    """Make texts of three of the passages' sentences and twenty words of a large vocabulary.

    Its words are as unevenly frequent as words are (Zipf's law), so that an index of the texts has
    common words and very many rare ones. The same texts in every run.
    """
    chance = random.Random(1)  # noqa: S311
    vocabulary = [f"{stem}{number}" for number in range(10_000) for stem in ("ka", "mo", "ter")]
    weights = [1 / rank for rank in range(10, len(vocabulary) + 10)]
    sentences = [
        sentence
        for text in passages().values()
        for sentence in re.split(r"(?<=[.。！？?])\s*", text)
        if sentence
    ]
    return [
        " ".join([*chance.choices(sentences, k=3), *chance.choices(vocabulary, weights, k=20)])
        for _ in range(count)
    ]


def _read(name: str) -> list[dict[str, Any]]:
    path = Path(__file__).with_name(f"{name}.yaml")
    read: list[dict[str, Any]] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return read
