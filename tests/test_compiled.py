"""A document that ships is parsed once, and anew as soon as it says something else."""

import sys

import pytest

from ragmock.compiled import document


class Parser:
    """Counts how often it is asked."""

    def __init__(self):
        self.asked = 0

    def __call__(self, text):
        self.asked += 1
        return {"says": text}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "openapi.yaml"


@pytest.fixture
def parse(monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return Parser()


def kept(path):
    return list((path.parent / "__pycache__").glob("*"))


def test_what_was_parsed_is_not_parsed_again(path, parse):
    said = [document(path, "one", parse) for _ in range(3)]

    assert said == [{"says": "one"}] * 3
    assert (parse.asked, len(kept(path))) == (1, 1)


def test_what_says_something_else_is_parsed_anew(path, parse):
    said = [document(path, text, parse) for text in ("one", "two", "two", "one")]

    assert [each["says"] for each in said] == ["one", "two", "two", "one"]
    assert (parse.asked, len(kept(path))) == (3, 1)


@pytest.mark.parametrize("content", [b"", b"garbage", b"\x80\x05N."])
def test_damage_does_no_harm(path, parse, content):
    document(path, "one", parse)
    (file,) = kept(path)
    file.write_bytes(content)

    assert document(path, "one", parse) == {"says": "one"}
    assert parse.asked == 2
    assert document(path, "one", parse) == {"says": "one"}
    assert parse.asked == 2


def test_where_nobody_may_write_it_is_parsed_each_time(path, parse):
    path.with_name("__pycache__").write_text("no folder")
    said = [document(path, "one", parse) for _ in range(2)]

    assert (said, parse.asked) == ([{"says": "one"}] * 2, 2)


def test_nothing_is_written_where_python_is_told_not_to(path, parse, monkeypatch):
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    document(path, "one", parse)

    assert not path.with_name("__pycache__").exists()
