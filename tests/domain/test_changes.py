"""What a call writes is noted, once for each thing."""

from ragmock.domain.changes import MOST, NOTHING, Change, Changes, Deed, Thing


def noted(*deeds):
    changes = Changes()
    changes.begin()
    for deed, id_ in deeds:
        changes.note(deed, Thing.DATASET, id_, id_.upper())
    return changes.end()


def test_each_thing_is_noted_in_the_order_of_writing():
    written = noted((Deed.CREATED, "a"), (Deed.DELETED, "b"))

    assert written.count == 2
    assert written.changes == (
        Change(Deed.CREATED, Thing.DATASET, "a", "A"),
        Change(Deed.DELETED, Thing.DATASET, "b", "B"),
    )


def test_what_is_created_and_then_changed_is_created():
    (change,) = noted((Deed.CREATED, "a"), (Deed.CHANGED, "a")).changes

    assert change.deed is Deed.CREATED


def test_what_is_deleted_in_the_end_is_deleted():
    (change,) = noted((Deed.CHANGED, "a"), (Deed.DELETED, "a")).changes

    assert change.deed is Deed.DELETED


def test_no_more_are_listed_than_there_is_room_for_and_all_are_counted():
    written = noted(*((Deed.CREATED, str(number)) for number in range(MOST + 5)))

    assert (written.count, len(written.changes)) == (MOST + 5, MOST)


def test_nothing_is_noted_while_no_call_is_at_hand():
    changes = Changes()
    changes.note(Deed.CREATED, Thing.DATASET, "a")
    changes.begin()

    assert changes.end() is NOTHING


def test_what_one_call_wrote_is_not_told_of_the_next():
    changes = Changes()
    changes.begin()
    changes.note(Deed.CREATED, Thing.DATASET, "a")
    changes.end()
    changes.begin()

    assert changes.end() is NOTHING
