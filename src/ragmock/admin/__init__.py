"""The control plane: what a test or a person does to worlds, in words of its own."""

from typing import Final

from ragmock import rejections
from ragmock.domain import errors, limits, untimely
from ragmock.fixture import refusals as of_fixtures
from ragmock.journal import refusals
from ragmock.provider import Facts, Provider
from ragmock.rejections import Malformed
from ragmock.snapshots import refusals as of_snapshots


def tell(malformed: Malformed) -> tuple[str, Facts]:
    """Tell all that does not fit, in the words of the diagnosis."""
    return "admin.malformed", {"problems": malformed.why()}


PROVIDER: Final = Provider(
    name="admin",
    key_prefix="",  # there is no key
    find=lambda *_: None,  # there is no knowledge base; what does not fit is told first
    loaders={},
    dumpers={},
    tell=tell,
    words={
        rejections.NoSuchRoute: ["admin.no_such_path"],
        rejections.WrongMethod: ["admin.wrong_method"],
        rejections.ForeignSite: ["admin.foreign_site"],
        rejections.NoToken: ["admin.no_token"],
        rejections.UnreadableBody: ["admin.unreadable_body"],
        rejections.WrongMediaType: ["admin.wrong_media_type"],
        rejections.TooLarge: ["admin.too_large"],
        rejections.ImpossibleFault: ["admin.impossible_fault"],
        rejections.BadLatency: ["admin.bad_latency"],
        rejections.NoSuchFault: ["admin.no_such_fault"],
        rejections.Crashed: ["admin.crashed"],
        of_fixtures.BadFixture: ["admin.bad_fixture"],
        of_fixtures.NoSuchState: ["admin.no_such_state"],
        of_fixtures.BadState: ["admin.bad_state"],
        of_snapshots.NoSuchSnapshot: ["admin.no_such_snapshot"],
        of_snapshots.BadSnapshot: ["admin.bad_snapshot"],
        errors.NoSuchDataset: ["admin.no_such_dataset"],
        errors.NoSuchDocument: ["admin.no_such_document"],
        errors.NoSuchChunk: ["admin.no_such_chunk"],
        errors.NoSuchWorld: ["admin.no_such_world"],
        errors.NoSuchFixture: ["admin.no_such_fixture"],
        errors.NeedsVectors: ["admin.not_searchable"],
        errors.NeverIndexed: ["admin.not_searchable"],
        errors.NoModel: ["admin.not_searchable"],
        errors.QuotaSpent: ["admin.not_searchable"],
        errors.ModelFailed: ["admin.not_searchable"],
        errors.GoesByItself: ["admin.goes_by_itself"],
        errors.IsHeld: ["admin.is_held"],
        errors.HasEnded: ["admin.has_ended"],
        errors.OnlyOfErrors: ["admin.only_of_errors"],
        untimely.BadTime: ["admin.bad_time"],
        limits.NoRoom: ["admin.limit_reached"],
        limits.FixtureTooLarge: ["admin.fixture_too_large"],
        refusals.NoSuchRequest: ["admin.no_such_request"],
        refusals.JournalOff: ["admin.journal_off"],
        refusals.NotInTime: ["admin.not_in_time"],
        refusals.NeedsACall: ["admin.needs_a_call"],
        refusals.WorldEnded: ["admin.world_ended"],
    },
)
