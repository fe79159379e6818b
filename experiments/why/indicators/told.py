"""What to watch, as a paragraph of a briefing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from experiments.why.indicators.found import AHEAD, Indicated, Sign
from experiments.why.observed.conditioned import Conditioned
from experiments.why.observed.shifts import Shift
from experiments.words.parameters import short
from experiments.words.why.indicators import areas, implied, reliable
from sim.estimates.intervals import Estimate
from sim.numbers import estimate, interval, listed, times_between

if TYPE_CHECKING:
    from experiments.why.indicators.account import Account

_TOP = 3  # signs that are told in a sentence of their own


def paragraph(account: Account) -> Iterator[str]:
    """The briefing, a sentence or two a line."""
    found = account.indicated
    yield (
        f"Of worlds in which neither entry nor a fall has come by the end of week {found.week} "
        f"({estimate(found.goes_on)} of all), {_said(found.base)} enter in the next {AHEAD} weeks."
    )
    yield from _signs(found)
    told = [(each.says, curve.area, curve.low, curve.high) for each, curve in found.curves]
    yield f"{areas(told)}."
    if not found.checks:
        yield "Too few worlds enter for forecasts to be checked."
        return
    check = found.checked
    good = sum(each.reliable for each in check.groups)
    yield (
        f"{reliable(good, len(check.groups), check.low, check.high)} (Brier score {check.brier:.4f}"
        f" against {check.of_base:.4f}; gain {check.gain:.4f} [{check.low:.4f} to "
        f"{check.high:.4f}])."
    )


def _signs(found: Indicated) -> Iterator[str]:
    clear = found.clear
    up = [each for each in clear if each.positive.value > 1]
    for each in up[:_TOP]:
        yield f"Watch for {each.sign.says}: {_of_sign(each, found)}."
    if not up:
        yield f"No sign that is seen by week {found.week} makes entry clearly likelier."
    for intro, mine in (
        ("Also for it", up[_TOP:]),
        ("Against it", [each for each in clear if each.positive.value < 1]),
    ):
        if mine:
            told = listed([f"{each.sign.says} ({_odds(each)})" for each in mine])
            yield f"{intro}, by what the odds are multiplied with: {told}."
    silent = [each.sign.says for each in found.signs if not each.positive.clear]
    if silent:
        yield f"Seen by then, these say nothing clearly: {listed(silent)}."


def _of_sign(each: Sign, found: Indicated) -> str:
    first, middle, third = each.lead.quartiles
    return (
        f"seen by week {found.week} (in {estimate(each.seen)}), that multiplies the odds of entry "
        f"within {AHEAD} weeks by {_odds(each)}, to P = {_said(each.entry_if_seen)}; over "
        f"{found.horizon} weeks it comes before {_said(each.lead.hit)} of entries, "
        f"{middle:.0f} weeks ahead at the median (half of them {first:.0f} to {third:.0f}), and in "
        f"{_said(each.lead.false_alarm)} of worlds without entry"
    )


def seen(found: Conditioned, moved: Sequence[Shift], vectors: int) -> Iterator[str]:
    """What was seen implies, a sentence or two a line."""
    windows = [
        (each.weeks, each.seen.low, each.seen.high, each.prior.low, each.prior.high)
        for each in found.windows
    ]
    yield (
        f"{implied(windows)}: P(entry | seen) is "
        + listed([f"{_said(each.seen)} in {each.weeks} weeks" for each in found.windows])
        + f", from the end of week {found.week}."
    )
    yield (
        f"It is shown by {found.worlds:,} of {found.goes_on:,} worlds that go on so long, worth "
        f"{found.vectors:.0f} of {vectors} vectors of parameters."
    )
    clear = [each for each in moved if each.clear]
    if clear:
        told = [f"{short(each.name)} ({each.before:.3g} to {each.after:.3g})" for each in clear]
        yield f"It moves what is believed of {listed(told)}, medians before and after."
    else:
        yield "No parameter moves by more than chance would move one of so many."


def _odds(each: Sign) -> str:
    ratio = each.positive
    return times_between(ratio.value, ratio.low, ratio.high)


def _said(each: Estimate) -> str:
    return f"{estimate(each)} {interval(each)}"
