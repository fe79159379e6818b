"""What was seen reweights what is believed: worlds that show it are kept, the others are not.

The match is exact, on coarse things; a count is matched within the error of the record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from experiments.mistakes import UserError
from experiments.why.indicators.clusters import by_vector, kish, share
from experiments.why.indicators.sightings import Sightings
from experiments.why.observed.things import Thing
from sim.estimates.intervals import Estimate
from sim.machine.arrays import Bools, Floats

WINDOWS = (4, 13, 26, 52)  # weeks after the last thing that was seen
FEWEST = 50  # vectors of equal weight that have to show what was seen


@dataclass(frozen=True)
class Ahead:
    """P(entry) in the weeks that follow, in worlds that show what was seen and in all."""

    weeks: int
    seen: Estimate
    prior: Estimate  # of all worlds that go on so long


@dataclass(frozen=True, eq=False)
class Conditioned:
    """What was seen, and what it implies."""

    things: Sequence[Thing]
    week: int  # at whose end all of it had been seen
    windows: Sequence[Ahead]
    worlds: int  # that show it
    goes_on: int  # that go on so long
    vectors: float  # that show it, as many of equal weight (Kish)
    before: Floats  # worlds of each vector that go on, shape (vectors,)
    after: Floats  # those that show it


def conditioned(sightings: Sightings, things: Sequence[Thing], week: int) -> Conditioned:
    """What things that were seen by a week imply for entry after it. Raises UserError where too
    few vectors show them, and says what to leave out.
    """
    on, vector = sightings.goes_on(week), sightings.vector
    kept = on & sightings.shown.all(axis=0)
    after = by_vector(vector, kept)
    if kish(after) < FEWEST:
        raise UserError(_too_few(sightings, things, on, kept))
    windows = [
        Ahead(weeks, share(entry, kept, vector), share(entry, on, vector))
        for weeks in WINDOWS
        for entry in (sightings.enters(week, weeks),)
    ]
    return Conditioned(
        things=things,
        week=week,
        windows=windows,
        worlds=int(kept.sum()),
        goes_on=int(on.sum()),
        vectors=kish(after),
        before=by_vector(vector, on),
        after=after,
    )


def _too_few(sightings: Sightings, things: Sequence[Thing], on: Bools, kept: Bools) -> str:
    """That too few vectors show what was seen, and without which thing most would."""
    worth = kish(by_vector(sightings.vector, kept))
    said = (
        f"observe: {int(kept.sum())} of {sightings.worlds:,} worlds show all of it, worth "
        f"{worth:.0f} vectors of parameters; at least {FEWEST} are needed"
    )
    without = {}
    for place, thing in enumerate(things):
        rest = on & _all_but(sightings.shown, place)
        without[thing.said] = kish(by_vector(sightings.vector, rest))
    drop = max(without, key=lambda each: without[each])
    more = "ask for more worlds, or "
    if len(things) == 1 or without[drop] <= worth:
        return f"{said}: {more}for less"
    return f"{said}: {more}leave out {drop!r} (then worth {without[drop]:.0f})"


def _all_but(shown: Bools, place: int) -> Bools:
    """Which worlds show everything but one thing, shape (worlds,)."""
    rest: Bools = np.all(np.delete(shown, place, axis=0), axis=0)
    return rest
