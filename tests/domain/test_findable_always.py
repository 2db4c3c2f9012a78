"""A search finds what the very first search would find, whatever happened before."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import Refusal
from ragmock.domain.model import Form, Method, Technique
from ragmock.domain.progression import Preset, Progression
from ragmock.domain.retrieval import Query, Retrieval

from .searched import Shelf

CATS, DOGS = "Cats and pets sleep.", "Dogs and pets bark."
TEXTS = (CATS, f"{CATS}\n{DOGS}", f"Birds and pets fly.\n知识库\n{DOGS}", "猫和狗。", "")


def documents(shelf):
    return list(shelf.base.state.documents[shelf.dataset].values())


def one_document(shelf, number):
    every = documents(shelf)
    return every[number % len(every)] if every else shelf.put(CATS)


def one_chunk(shelf, number):
    document = one_document(shelf, number)
    chunks = list(document.chunks.values())
    if not chunks:
        chunks = shelf.base.chunks.add(document, [Draft(DOGS)])
        document = shelf.now(document)
    return document, chunks[number % len(chunks)]


def one_child(shelf, number):
    document, chunk = one_chunk(shelf, number)
    if not chunk.children:
        shelf.base.chunks.add_child(document, chunk, CATS)
        document, chunk = one_chunk(shelf, number)
    return document, chunk, chunk.children[number % len(chunk.children)]


def put(shelf, number):
    form = Form.PARENT_CHILD if number % 4 == 3 else Form.PARAGRAPHS
    name = "ragmock-fail-60.txt" if number == 9 else f"{number % 3}.txt"
    shelf.put(TEXTS[number % 5], name, form)


def put_anew(shelf, number):
    upload = shelf.upload(TEXTS[number % 5], f"{number}.txt")
    document = one_document(shelf, number)
    shelf.base.documents.resubmit(shelf.dataset, document.id, upload=upload)


def switch(shelf, number):
    techniques = (Technique.KEYWORDS, Technique.VECTORS)
    shelf.base.datasets.change(shelf.dataset, technique=techniques[number % 2])
    shelf.base.documents.reindex(shelf.dataset)


def move(shelf, number):
    shelf.dataset = shelf.base.datasets.move(shelf.dataset, f"dataset {number % 3}").id


def begin_anew(shelf, _):
    shelf.base.datasets.delete(shelf.dataset)
    shelf.base.datasets.create(shelf.dataset, "Anew", technique=Technique.VECTORS)


def keep(shelf, _):
    shelf.kept = shelf.base.state.copy(), shelf.dataset


def put_back(shelf, _):
    if hasattr(shelf, "kept"):
        state, shelf.dataset = shelf.kept
        shelf.base.state = state.copy()


HAPPENINGS = {
    "put": put,
    "put anew": put_anew,
    "delete": lambda s, n: s.base.documents.delete(s.dataset, one_document(s, n).id),
    "enable": lambda s, n: s.set(one_document(s, n), enabled=n % 2 == 0),
    "archive": lambda s, n: s.set(one_document(s, n), archived=n % 2 == 0),
    "rename": lambda s, n: s.set(one_document(s, n), name=f"{n}.txt"),
    "add": lambda s, n: s.base.chunks.add(one_document(s, n), [Draft(TEXTS[n % 4])]),
    "edit": lambda s, n: s.base.chunks.change(*one_chunk(s, n), Draft(TEXTS[n % 4] + "!")),
    "disable": lambda s, n: s.base.chunks.change(*one_chunk(s, n), Draft(enabled=n % 2 == 0)),
    "remove": lambda s, n: s.base.chunks.delete(*one_chunk(s, n)),
    "add child": lambda s, n: s.base.chunks.add_child(*one_chunk(s, n), f"pets {n}"),
    "edit child": lambda s, n: s.base.chunks.change_child(*one_child(s, n), f"Cats {n}"),
    "remove child": lambda s, n: s.base.chunks.delete_child(*one_child(s, n)),
    "tell on": lambda s, n: s.base.documents.advance(one_document(s, n), n),
    "restart": lambda s, n: s.base.documents.restart(one_document(s, n), Preset()),
    "wait": lambda s, n: s.clock.advance(n / 2),
    "set back": lambda s, n: s.clock.advance(-n),
    "switch": switch,
    "move": move,
    "begin anew": begin_anew,
    "keep": keep,
    "put back": put_back,
}
#: What makes the rest worth while happens more often.
OFTEN = [*HAPPENINGS, "put", "put", "put", "tell on", "tell on", "wait", "wait", "wait", "set back"]
happenings = st.lists(
    st.tuples(st.sampled_from(OFTEN), st.integers(0, 9), st.booleans()), min_size=4, max_size=20
)
QUERIES = [Query("pets cats 猫和狗", method, 9) for method in Method]


def answer(shelf, retrieval, query):
    try:
        return retrieval.search(shelf.dataset, query)
    except Refusal as refused:
        return type(refused)


@pytest.mark.parametrize("progression", Progression)
@settings(deadline=None, derandomize=True, max_examples=300)
@given(happenings)
def test_a_search_after_whatever_happened_is_like_the_first(progression, happened):
    shelf = Shelf(progression=progression)
    for name, number, asked in happened:
        try:
            HAPPENINGS[name](shelf, number)
        except Refusal:
            continue
        for query in QUERIES if asked else ():
            answer(shelf, shelf.base.retrieval, query)
    fresh = Retrieval(shelf.base)

    for query in QUERIES:
        assert answer(shelf, shelf.base.retrieval, query) == answer(shelf, fresh, query)
