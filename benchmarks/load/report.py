"""What a load came to, in figures and in words."""

from __future__ import annotations

from statistics import quantiles
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from .run import Load, Outcome

_MOST: Final = 20  # worlds that are told of


def report(load: Load, outcome: Outcome) -> str:
    """Write it down; the last lines are what went wrong, if anything did."""
    tally = outcome.tally
    done = sum(tally.actions.values())
    lines = [
        f"{load.clients} clients, {outcome.seconds:.0f} seconds, seed {load.seed}",
        f"{tally.requests:,} requests, {tally.requests / outcome.seconds:,.0f} a second",
        f"{done:,} operations, {done / outcome.seconds:,.0f} a second",
        f"{tally.faults:,} faults met, each of them accounted for"
        if not outcome.wrong
        else f"{tally.faults:,} faults met",
    ]
    if len(tally.seconds) > 1:
        cuts = quantiles(tally.seconds, n=100)
        lines.append(
            f"answers without a fault: half within {cuts[49] * 1000:.1f} ms, "
            f"99 of 100 within {cuts[98] * 1000:.1f} ms"
        )
    lines += [f"  {count:>7,} {name}" for name, count in tally.actions.most_common()]
    lines.append(
        f"{len(outcome.wrong)} worlds are not as they should be:"
        if outcome.wrong
        else "every world is as it should be"
    )
    lines += [f"  {world}: {why}" for world, why in list(outcome.wrong.items())[:_MOST]]
    return "\n".join(lines)
