"""What the signs of worlds that were watched say of entry: every number, before it is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from experiments.why.indicators.clusters import share
from experiments.why.indicators.leads import Lead, lead
from experiments.why.indicators.observables import GAUGES, OBSERVABLES, Gauge, Observable
from experiments.why.indicators.ratios import FEW, Ratio, ratio
from experiments.why.indicators.roc import Curve, curve
from experiments.why.indicators.sightings import Sightings
from experiments.why.indicators.signatures import CrossChecked, checked
from sim.estimates.intervals import Estimate

AHEAD = 26  # weeks in which entry is foretold


@dataclass(frozen=True)
class Sign:
    """What one sign says: of worlds that go on at a week, and over the whole time."""

    sign: Observable
    seen: Estimate  # how often it has been seen by then
    entry_if_seen: Estimate
    entry_if_not: Estimate
    positive: Ratio  # of having seen it by then
    negative: Ratio  # of not having seen it
    lead: Lead


@dataclass(frozen=True)
class Indicated:
    """What all signs say by the end of a week."""

    week: int
    horizon: int  # weeks over which hits, false alarms and leads are counted
    base: Estimate  # entry in the next weeks, of worlds that go on
    goes_on: Estimate  # of all worlds
    signs: Sequence[Sign]
    curves: Sequence[tuple[Gauge, Curve]]
    checked: CrossChecked

    @property
    def checks(self) -> bool:
        """Whether there are entries enough to check forecasts by."""
        return self.base.count >= FEW

    @property
    def clear(self) -> list[Sign]:
        """The signs whose sighting says something, those that raise the odds most first."""
        return sorted(
            (each for each in self.signs if each.positive.clear),
            key=lambda each: -each.positive.value,
        )


def indicated(sightings: Sightings, week: int, horizon: int, seed: int) -> Indicated:
    """What the signs seen by the end of a week say of entry in the next `AHEAD` weeks, and how
    they lead entry within a horizon.
    """
    on, entry, vector = sightings.goes_on(week), sightings.enters(week, AHEAD), sightings.vector
    seen = sightings.seen_by(week)
    signs = [
        Sign(
            sign=each,
            seen=share(mine, on, vector),
            entry_if_seen=share(entry, on & mine, vector),
            entry_if_not=share(entry, on & ~mine, vector),
            positive=ratio(mine, entry, on, vector),
            negative=ratio(~mine, entry, on, vector),
            lead=lead(sightings, place, horizon, seed),
        )
        for place, (each, mine) in enumerate(zip(OBSERVABLES, seen, strict=True))
    ]
    curves = [
        (gauge, curve(reading, entry, on, vector))
        for gauge, reading in zip(GAUGES, sightings.highest, strict=True)
    ]
    return Indicated(
        week=week,
        horizon=horizon,
        base=share(entry, on, vector),
        goes_on=share(on, on | ~on, vector),
        signs=signs,
        curves=curves,
        checked=checked(seen, entry, on, vector),
    )
