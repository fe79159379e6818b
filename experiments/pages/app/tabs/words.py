"""A probability as the page says it: number, interval, word with its range, frequency."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from experiments.findings.pairs import Pairs
from experiments.words.confidence import in_words
from experiments.words.frequencies import at_most, of_hundred, one_in, years
from sim.estimates.intervals import Estimate, average
from sim.estimates.outcomes import mean_of
from sim.machine.arrays import Floats
from sim.numbers import common, interval, percent, rare, told

Said = dict[str, Any]
_NO_SIDE = "no difference that can be told"


def mean_over(entry: Floats, vectors: int) -> Estimate:
    """The mean chance of worlds, shape (worlds,); where they are over vectors, and each was lived
    more than once, it is the vectors that are sampled.
    """
    if not vectors or entry.size <= vectors:
        return mean_of(entry)
    of_vectors = by_vector(entry, vectors).mean(axis=1)
    spread = float(of_vectors.var(ddof=1))
    found = average(float(of_vectors.mean()), spread, of_vectors.size)
    share = found.probability
    return Estimate(share * entry.size, entry.size, share, found.low, found.high)


def by_vector(entry: Floats, vectors: int) -> Floats:
    """Chances of worlds as those of vectors, shape (vectors, worlds); what is over is left out."""
    whole = entry.size // vectors * vectors
    return entry[:whole].reshape(-1, vectors).T


def headline(each: Estimate, weeks: int) -> Said:
    """P(entry) in all the ways in which a reader may want it."""
    bounded, what = rare(each), years(weeks)
    often = at_most(each.high, what) if bounded else of_hundred(each.probability, what)
    if not bounded and common(each):
        often = of_hundred(each.low, what).replace("in about", "in at least")
    return {
        **numbers(each),
        "word": in_words(each.high if bounded else min(each.probability, 1.0)),
        "often": often,
        "rarely": "" if bounded else one_in(each.probability, what),
    }


def numbers(each: Estimate) -> Said:
    """An estimate as numbers and as words."""
    return {
        "probability": each.probability, "low": each.low, "high": each.high,
        "worlds": each.worlds, "number": told(each), "interval": interval(each),
    }  # fmt: skip


def difference(mine: Floats, other: Floats, vectors: int) -> Said:
    """By how much chances in worlds are above others in the same worlds, shape (worlds,) each."""
    many = min(mine.size, other.size)
    mine, other = mine[:many], other[:many]
    if vectors and many > vectors:
        mine, other = (by_vector(each, vectors).mean(axis=1) for each in (mine, other))
    pairs = Pairs(neither=mine.size)
    pairs.add_chances(mine, other)
    if np.array_equal(mine, other):
        return {"probability": 0.0, "low": 0.0, "high": 0.0, "worlds": many,
                "told": "the same in every world"}  # fmt: skip
    found = _apart(pairs, mine, other)
    return {
        "probability": found.probability, "low": found.low, "high": found.high, "worlds": many,
        "told": in_points(found),
    }  # fmt: skip


def in_points(found: Estimate) -> str:
    """A difference in percentage points with its interval, in a sentence."""
    low, high = _points(found.low, found), _points(found.high, found)
    if found.low <= 0 <= found.high:
        return f"{_NO_SIDE} ({low} to {high} points)"
    side = "more" if found.probability > 0 else "less"
    size = _points(abs(found.probability), found).removeprefix("+")
    return f"{size} points {side} ({low} to {high})"


def table(name: str, rows: list[Mapping[str, Any]]) -> Said:
    """Rows that can be saved as a file of a name."""
    return {"name": name, "rows": [dict(each) for each in rows]}


def _apart(pairs: Pairs, mine: Floats, other: Floats) -> Estimate:
    if not pairs.certain:
        return pairs.difference
    counted = Pairs()
    counted.add_drawn(mine > 0, other > 0)
    counted.add_chances(mine, other)
    return counted.difference


def _points(share: float, found: Estimate) -> str:
    """Percentage points down to a unit that is no more than half of the interval."""
    size = max((found.high - found.low) / 2, 1e-9)
    figures = percent(min(size, 0.99), 1).removeprefix("< ").removesuffix(" %")
    decimals = len(figures.partition(".")[2])
    text = f"{100 * share:+.{decimals}f}"
    return "0" if float(text) == 0 else text.replace("-", "\u2212")
