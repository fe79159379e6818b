"""Numbers as a careful person says them: one format for notebooks, the console, the figures and the
pages.

A share is said in per cent with two figures, near 100 % as near 0, and a third where its interval
is narrow. What never happened is an upper bound, never 0; what always happened is a lower one.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Protocol

TRACE = 1e-5  # per cent below which the digits say nothing
_SMALLEST = 1e-4  # end of a band below which its figures say nothing
VAGUE = 10  # how many times a share its upper end may be for the share to say more than the end
_NARROW = 0.05  # width of an interval, as a part of the share or its rest, for a third figure


class Shown(Protocol):
    """An estimate: of so many worlds some counted, give or take."""

    @property
    def count(self) -> float:
        """How many counted."""

    @property
    def worlds(self) -> int:
        """Of how many."""

    @property
    def probability(self) -> float:
        """The estimate."""

    @property
    def low(self) -> float:
        """The lower end of its interval."""

    @property
    def high(self) -> float:
        """The upper end."""


def percent(share: float, figures: int = 2) -> str:
    """A share in per cent."""
    points = 100 * share
    if 0 < points < TRACE:
        return f"< {TRACE:.5f} %"
    rarer = min(points, 100 - points)
    if rarer <= 0:
        return f"{points:.0f} %"
    decimals = figures - 1 - math.floor(math.log10(rarer * (1 + 0.5 * 10.0**-figures)))
    return f"{points:.{max(decimals, 0)}f} %"


def end(share: float) -> str:
    """An end of a band: one figure near 0 and 100 %, whole per cents between."""
    if share < _SMALLEST:
        return f"under {percent(_SMALLEST, 1)}"
    return percent(share, 1) if not 0.01 <= share <= 0.99 else f"{100 * share:.0f} %"


def rare(each: Shown) -> bool:
    """Whether only an upper bound can be said: nothing happened, or too little to say how often."""
    return each.count <= 0 or each.high > VAGUE * each.probability


def common(each: Shown) -> bool:
    """Whether only a lower bound can be said."""
    return each.count >= each.worlds or 1 - each.low > VAGUE * (1 - each.probability)


def estimate(each: Shown, under: str = "< ", over: str = "> ") -> str:
    """An estimate in per cent; where only a bound can be said, the bound."""
    if rare(each):
        return _bound(under, each.high)
    if common(each):
        return f"{over}{percent(each.low)}"
    return percent(each.probability, _figures(each))


def told(each: Shown) -> str:
    """The same within a sentence: "under 0.030 %"."""
    return estimate(each, "under ", "over ")


def interval(each: Shown) -> str:
    """The 95 % interval; from 0 where nothing happened or the lower end is next to nothing."""
    figures = _figures(each)
    high = percent(each.high, figures).removeprefix("< ")
    low = percent(each.low, figures)
    return f"[0 - {high}]" if rare(each) or low.startswith("<") else f"[{low} - {high}]"


def ranged(each: Shown) -> str:
    """An estimate with its interval, in a sentence: "2.1 % (1.4 to 3.2 %)"."""
    if rare(each) or common(each):
        return told(each)
    figures = _figures(each)
    low = percent(each.low, figures).removesuffix(" %")
    return f"{estimate(each)} ({low} to {percent(each.high, figures)})"


def said(each: Shown) -> str:
    """An estimate with its interval, as a share of histories."""
    if each.count <= 0:
        return f"none of {each.worlds:,} histories (so in {_bound('under ', each.high)})"
    if rare(each):
        return f"{_bound('under ', each.high)} of histories"
    if each.probability * 100 < TRACE:
        return f"{told(each).replace('< ', 'under ')} of histories"
    return f"{estimate(each)} {interval(each)} of histories"


def times(ratio: float) -> str:
    """How many times something is something else, in two figures: "2.8", "0.31", "12"."""
    if not math.isfinite(ratio) or ratio <= 0:
        return "unknown"
    decimals = 1 - math.floor(math.log10(ratio * (1 + 0.5e-2)))
    return f"{ratio:.{max(decimals, 0)}f}"


def times_between(ratio: float, low: float, high: float) -> str:
    """The same with its 95 % interval: "2.8 [2.3 - 3.3]"."""
    return f"{times(ratio)} [{times(low)} - {times(high)}]"


def part(value: float, low: float, high: float, under: str = "< ") -> str:
    """A share of a variance in per cent, as fine as its interval; where it may be nothing, the
    bound: "< 2 %"; where it may be anything, that.
    """
    if low > 0:
        return f"{100 * min(value, 1.0):.{_fine(low, high)}f} %"
    most = max(math.ceil(100 * high), 1)
    return f"{under}{most} %" if most < 100 else "not told"


def part_interval(low: float, high: float) -> str:
    """The interval of a share of a variance: "[35 - 47 %]"; what may be nothing begins at 0."""
    most = min(high, 1.0)
    if low <= 0:
        return f"[0 - {min(max(math.ceil(100 * most), 1), 100)} %]"
    fine = _fine(low, high)
    return f"[{100 * min(low, 1.0):.{fine}f} - {100 * most:.{fine}f} %]"


def points(difference: float, low: float, high: float) -> str:
    """A difference of two shares in points with its interval: "+12 [+9, +15]"."""
    fine = _fine(low, high)
    return (
        ", ".join(
            f"{mark}{100 * each:+.{fine}f}"
            for mark, each in (("", difference), ("[", low), ("", high))
        ).replace(", [", " [")
        + "]"
    )


def odds(value: float) -> str:
    """A change of log odds, or its size."""
    return f"{value:.2f}" if abs(value) < 0.1 else f"{value:.1f}"


def correlation(value: float) -> str:
    """A correlation with its sign."""
    return f"{value:+.2f}"


def thousands(number: float) -> str:
    """A whole number with its thousands marked."""
    return f"{int(number):,}"


def apart(one: Shown, other: Shown) -> bool:
    """Whether the intervals of two estimates do not touch."""
    return bool(one.low > other.high or other.low > one.high)


def listed(parts: Sequence[str]) -> str:
    """A list within a sentence: a, b and c."""
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


def _bound(under: str, high: float) -> str:
    return f"{under}{percent(high).removeprefix('< ')}"


def _fine(low: float, high: float) -> int:
    """Decimals of a per cent that an interval bears: none where it is a point wide or more."""
    return 0 if high - low >= 0.01 else 1


def _figures(each: Shown) -> int:
    """Figures worth printing: two, and a third where the interval is narrow."""
    rarer = max(min(each.probability, 1 - each.probability), 1e-300)
    return 2 if each.high - each.low > _NARROW * rarer else 3
