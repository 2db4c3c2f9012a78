"""What a knowledge base holds is counted as it is written, whatever is done."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from ragmock.domain.chunks import Draft
from ragmock.domain.errors import Refusal
from ragmock.domain.limits import (
    NoRoom,
    NoRoomForChunks,
    NoRoomForDataset,
    NoRoomForDocument,
    NoRoomForField,
)
from ragmock.domain.model import Cut, Form, Kind, Mode, Rules, Technique
from ragmock.fake import Fake

from .filling import LINES, SMALL, counted, dataset, submit, upload, walked

FAMILIES = Rules(Mode.PARENT_CHILD, cut=Cut("\n", 100), child_cut=Cut("|", 50))
COUNTS = st.integers(0, 6)
PICK = st.integers(0, 99)


class Machine(RuleBasedStateMachine):
    """Whatever may be called, on what happens to be there."""

    def __init__(self):
        super().__init__()
        self.worlds = Fake("empty", limits=SMALL).worlds
        self.refused = Counter()
        known = dataset(self.base)
        submit(self.base, known, lines=3)
        self.base.metadata.create(known, "size", Kind.TEXT)
        self.worlds.open("w").keep()

    @property
    def base(self):
        return self.worlds.open("w").bases["dify"]

    def chosen(self, pick):
        """Give a dataset, a document, a chunk, a child and a field, those that there are."""

        def one(things):
            return things[pick % len(things)] if things else None

        state = self.base.state
        documents = [each for rows in state.documents.values() for each in rows.values()]
        document = one(documents)
        chunk = one(list(document.chunks.values())) if document else None
        fields = [(known, field) for known, rows in state.fields.items() for field in rows]
        child = one(chunk.children) if chunk else None
        return one(list(state.datasets)), document, chunk, child, one(fields)

    def attempt(self, call):
        """Call, and see that a refusal changes nothing."""
        before = self.base.state.copy()
        try:
            call()
        except Refusal as refused:
            self.refused[type(refused)] += 1
            assert self.base.state == before

    @rule()
    def create_dataset(self):
        self.attempt(lambda: dataset(self.base))

    @rule(pick=PICK, name=st.sampled_from("abcdef"), lines=COUNTS, families=st.booleans())
    def submit(self, pick, name, lines, families):
        known, *_ = self.chosen(pick)
        if known:
            rules, form = (FAMILIES, Form.PARENT_CHILD) if families else (LINES, Form.PARAGRAPHS)
            file = upload(self.base, name, lines)
            found = self.base.datasets.get(known)
            self.attempt(
                lambda: self.base.documents.submit(
                    found, file, rules, technique=Technique.KEYWORDS, form=form
                )
            )

    @rule(pick=PICK, lines=COUNTS)
    def resubmit(self, pick, lines):
        _, document, *_ = self.chosen(pick)
        if document:
            file = upload(self.base, document.name, lines)
            self.attempt(
                lambda: self.base.documents.resubmit(document.dataset_id, document.id, upload=file)
            )

    @rule(pick=PICK, count=COUNTS)
    def add_chunks(self, pick, count):
        _, document, *_ = self.chosen(pick)
        if document:
            drafts = [Draft(f"Draft {number}") for number in range(count)]
            self.attempt(lambda: self.base.chunks.add(document, drafts))

    @rule(pick=PICK, more=st.booleans())
    def add_or_delete_a_child(self, pick, more):
        _, document, chunk, child, _ = self.chosen(pick)
        if chunk and more:
            self.attempt(lambda: self.base.chunks.add_child(document, chunk, "A child."))
        elif child:
            self.attempt(lambda: self.base.chunks.delete_child(document, chunk, child))

    @rule(pick=PICK, name=st.sampled_from("abcdef"))
    def create_field(self, pick, name):
        known, *_ = self.chosen(pick)
        if known:
            self.attempt(lambda: self.base.metadata.create(known, name, Kind.TEXT))

    @rule(pick=PICK)
    def change(self, pick):
        known, document, chunk, *_ = self.chosen(pick)
        if chunk:
            self.attempt(lambda: self.base.chunks.change(document, chunk, Draft("Changed.")))
        if document:
            self.attempt(lambda: self.base.documents.reindex(document.dataset_id))
        if known:
            self.attempt(lambda: self.base.datasets.move(known, self.base.ids.uuid()))

    @rule(pick=PICK)
    def delete_dataset(self, pick):
        known, *_ = self.chosen(pick)
        if known:
            self.attempt(lambda: self.base.datasets.delete(known))

    @rule(pick=PICK, what=st.sampled_from(["document", "chunk", "field"]))
    def delete(self, pick, what):
        _, document, chunk, _, field = self.chosen(pick)
        if what == "document" and document:
            self.attempt(lambda: self.base.documents.delete(document.dataset_id, document.id))
        elif what == "chunk" and chunk:
            self.attempt(lambda: self.base.chunks.delete(document, chunk))
        elif what == "field" and field:
            self.attempt(lambda: self.base.metadata.delete(*field))

    @rule()
    def keep(self):
        self.worlds.open("w").keep()

    @rule()
    def reset(self):
        self.worlds.reset("w")

    @invariant()
    def counts_are_those_of_a_walk(self):
        state = self.base.state
        assert counted(state) == walked(state)

    @invariant()
    def no_limit_is_passed(self):
        documents, chunks, fields = walked(self.base.state)
        assert documents <= SMALL.documents
        assert chunks <= SMALL.chunks
        assert fields <= SMALL.fields
        assert len(self.base.state.datasets) <= SMALL.datasets


def test_whatever_is_done_the_counts_are_those_of_a_walk():
    refused = Counter()

    class Counting(Machine):
        def teardown(self):
            refused.update(self.refused)

    run_state_machine_as_test(
        Counting,
        settings=settings(
            max_examples=150,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )

    assert {kind for kind in refused if issubclass(kind, NoRoom)} == {
        NoRoomForChunks,
        NoRoomForDataset,
        NoRoomForDocument,
        NoRoomForField,
    }
