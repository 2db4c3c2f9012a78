"""What may stand in a fixture of one's own, and what is told of one that cannot be used."""

import re
from textwrap import dedent

import pytest

from ragmock import contract
from ragmock.fixture.reading import load
from ragmock.fixture.refusals import BrokenFixture
from ragmock.world import World, providers


def filled(loaded):
    """Make a world, and fill it."""
    world = World.empty("world", providers(contract.load().providers))
    loaded.fill(world)
    return world


def in_dify(*lines):
    """Give the text of a fixture that says something of the dataset A, in its sixth line."""
    head = ["about: x", "dify:", "  datasets:", "    - name: A", "      permission: only_me"]
    return "\n".join([*head, *(f"      {line}" for line in lines)])


FIRST = "id: 11111111-1111-4111-8111-111111111111"
FIELDS = "fields: [{name: author, kind: text}, {name: year, kind: number}]"

#: A text, the line of its mistake, and what is told of it.
BROKEN = {
    # YAML
    "nothing": ("", 1, "must be of type object"),
    "a list": ("- about: x", 1, "must be of type object"),
    "an open bracket": ("about: x\ndify:\n  datasets: [\n", 4, "while parsing a flow node"),
    "a tab": ("about: x\ndify:\n\tdatasets: []", 3, "cannot start any token"),
    "two documents": ("about: x\n---\nabout: y", 2, "found another document"),
    "an unknown anchor": ("about: x\ndify: *gone", 2, "undefined alias"),
    "a tag of Python": ("about: x\ndify: !!python/object:os.system x", 2, "python/object"),
    "a control sign": ('about: x\n# \x07\ndify: {}"', 2, "special characters are not allowed"),
    "what holds itself": ("about: &all [*all]", 1, "not as plain as JSON"),
    "binary data": ("about: !!binary aGk=", 1, "not as plain as JSON"),
    "half a sign": (in_dify(r'documents: [{name: a, text: "\ud800"}]'), 1, "not as plain as JSON"),
    "a thousand brackets": (f"about: {'[' * 5_000}", 1, "not as plain as JSON"),
    "a key twice": ("about: x\ndify: {}\nabout: y", 3, "the key about stands here a second time"),
    "a number for a key": ("about: x\n3: y", 2, "only a text can be a key"),
    "yes for a key": ("about: x\nyes: y", 2, "only a text can be a key"),
    "a list for a key": ("about: x\n[a, b]: y", 2, "only a text can be a key"),
    # the schema
    "no description": ("dify: {}", 1, "/about: is required"),
    "an unknown key": ("about: x\nsettings: {}\ndiffy: {}", 3, "knows no field diffy"),
    "an unknown key within": (in_dify("techniqe: keywords"), 6, "knows no field techniqe"),
    "an unknown key of a document": (
        in_dify("documents:", "  - name: a.txt", "    text: a", "    state: waiting"),
        9,
        "knows no field state",
    ),
    "a number for a name": ("about: x\ndify:\n  datasets:\n    - name: 3", 4, "of type string"),
    "a share that is none": (
        in_dify("documents: [{name: a.txt, text: a, stage: error, share: 60}]"),
        6,
        "maximum is 1",
    ),
    "a share without an error": (
        in_dify("documents: [{name: a.txt, text: a, stage: paused, share: 0.6}]"),
        6,
        "`share` is said of the stage error only, and the stage is paused",
    ),
    "a reason without an error": (
        in_dify("documents: [{name: a.txt, text: a, reason: because}]"),
        6,
        "`reason` is said of the stage error only, and the stage is completed",
    ),
    "a name too long": (
        "about: x\ndify:\n  datasets:\n    - name: " + 41 * "A",
        4,
        "maxLength is 40",
    ),
    "null": ("about: x\ndify:", 2, "must be of type object"),
    "an unknown technique": (in_dify("technique: economy"), 6, "must be one of keywords, vectors"),
    "an unknown stage": (
        in_dify("documents:", "  - name: a.txt", "    text: a", "    stage: queuing"),
        9,
        "must be one of waiting",
    ),
    "no text": (
        in_dify("documents:", "  - name: a.txt", "  - {name: b, text: b}"),
        7,
        "text or base64",
    ),
    "an id of another form": (in_dify("id: 1234"), 6, "must be of type string"),
    # the rules of the core
    "a name twice": (in_dify("technique: keywords") + "\n    - name: A", 7, "has this name"),
    "an id twice": (in_dify(FIRST) + f"\n    - name: B\n      {FIRST}", 7, "has this id"),
    "an item twice": (
        "about: x\ndata:\n  items:\n    - {id: 1, name: A}\n    - {id: 1, name: B}",
        5,
        "has this id",
    ),
    "a field twice": (
        in_dify("fields:", "  - {name: a, kind: text}", "  - {name: a, kind: text}"),
        8,
        "has this name",
    ),
    "a built-in field": (in_dify("fields:", "  - {name: source, kind: text}"), 7, "built-in"),
    "a value of no field": (
        in_dify("documents:", "  - {name: a, text: a}", "  - {name: b, text: b, metadata: {c: d}}"),
        8,
        "no metadata field 'c'",
    ),
    "a value of another kind": (
        in_dify(FIELDS, "documents:", "  - {name: a, text: a, metadata: {year: 2024-01-01}}"),
        8,
        "'2024-01-01' is no number",
    ),
    "a chunk of what is not indexed": (
        in_dify("documents:", "  - {name: a, text: a, stage: waiting, chunks: [{text: b}]}"),
        7,
        "has ever been indexed",
    ),
    "a table without a head": (
        in_dify("documents:", "  - {name: a.csv, text: ''}"),
        7,
        "a.csv cannot be indexed: a.csv: it is empty",
    ),
    "an overlap that does not fit": (
        in_dify("documents:", "  - {name: a, text: a, cut: {size: 50, overlap: 51}}"),
        7,
        "larger chunk overlap",
    ),
}


@pytest.mark.parametrize("mistake", BROKEN)
def test_a_mistake_is_named_with_its_line(mistake, tmp_path):
    text, line, told = BROKEN[mistake]
    path = tmp_path / "broken.yaml"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(BrokenFixture) as refused_:
        load(str(path)).try_out()

    said = str(refused_.value)
    assert said.startswith(f"{path}:{line}: ")
    assert told in said
    assert "\n" not in said


def test_another_encoding_is_named_with_its_line(tmp_path):
    path = tmp_path / "broken.yaml"
    path.write_bytes("about: x\ndify: {}\n# Füllung".encode("latin-1"))

    with pytest.raises(BrokenFixture, match=rf"^{re.escape(str(path))}:3: it is not UTF-8"):
        load(str(path))


@pytest.mark.parametrize("named", ["nope", "demo.yaml", "schema", "fixtures", ""])
def test_an_unknown_fixture_is_told_with_the_known_ones(named, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    with pytest.raises(BrokenFixture, match="name one of busy, demo, empty, ") as refused_:
        load(named)

    assert str(refused_.value).startswith(f"no fixture {named!r}: ")


# ---------------------------------------------------------------------- what may be said
def test_a_fixture_of_ones_own_is_found_by_its_path(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text(in_dify("technique: vectors"), encoding="utf-8")

    loaded = load(str(path))

    assert (loaded.name, loaded.path) == ("mine", path)
    held = filled(loaded).bases["dify"].datasets.oldest()
    assert [(each.name, each.technique) for each in held] == [("A", "vectors")]


def test_a_mark_at_the_head_of_a_file_is_no_part_of_it(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("about: x", encoding="utf-8-sig")

    assert load(str(path)).content == {"about": "x"}


def test_a_date_is_a_text_as_in_json(tmp_path):
    path = tmp_path / "mine.yaml"
    path.write_text("about: 2024-01-01", encoding="utf-8")

    assert load(str(path)).content == {"about": "2024-01-01"}


def test_what_is_said_twice_may_be_named_once(tmp_path):
    path = tmp_path / "mine.yaml"
    text = """\
        about: x
        dify:
          datasets:
            - {name: A, documents: [&one {name: a.txt, text: a}, {<<: *one, name: b.txt}]}
        """
    path.write_text(dedent(text), encoding="utf-8")

    documents_ = filled(load(str(path))).bases["dify"].state.documents
    assert [each.name for rows in documents_.values() for each in rows.values()] == [
        "a.txt",
        "b.txt",
    ]
