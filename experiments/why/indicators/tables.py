"""The tables that are printed."""

from __future__ import annotations

from collections.abc import Sequence

from rich import box
from rich.table import Table

from experiments.why.indicators.found import AHEAD, Indicated
from experiments.why.indicators.ratios import Ratio
from experiments.why.observed.conditioned import Conditioned
from experiments.why.observed.shifts import Shift
from sim.estimates.intervals import Estimate
from sim.numbers import estimate, interval, times_between

_FEW = "too few"


def of_signs(found: Indicated) -> Table:
    """A row a sign: how often seen, and what it says of entry."""
    table = _table(
        f"Signs by the end of week {found.week}, and entry in the next {AHEAD} weeks (without "
        f"looking: {_said(found.base)}); 95 % intervals, worlds of one vector taken together",
        ["seen", "P(entry | seen)", "P(entry | not seen)", "odds times, seen", "not seen"],
    )
    for each in found.signs:
        table.add_row(
            each.sign.says,
            _said(each.seen),
            _said(each.entry_if_seen),
            _said(each.entry_if_not),
            _ratio(each.positive),
            _ratio(each.negative),
        )
    return table


def of_leads(found: Indicated) -> Table:
    """A row a sign: hits, false alarms, weeks from the first sighting to entry."""
    table = _table(
        f"Over {found.horizon} weeks: seen before entry, seen where none came, and weeks from the "
        "first sighting to entry",
        ["hits", "false alarms", "weeks ahead", "half of them"],
    )
    for each in found.signs:
        first, middle, third = each.lead.quartiles
        seen = each.lead.hit.count > 0
        ends = f"[{each.lead.low:.0f} - {each.lead.high:.0f}]"
        table.add_row(
            each.sign.says,
            _said(each.lead.hit),
            _said(each.lead.false_alarm),
            f"{middle:.0f} {ends}" if seen else _FEW,
            f"{first:.0f} to {third:.0f}" if seen else "",
        )
    return table


def of_windows(seen: Conditioned) -> Table:
    """A row a window: P(entry) given what was seen, and without."""
    table = _table(
        f"P(entry) in the weeks after week {seen.week}: given what was seen, and in all worlds "
        "that go on so long",
        ["given what was seen", "without"],
        "weeks",
    )
    for each in seen.windows:
        table.add_row(str(each.weeks), _said(each.seen), _said(each.prior))
    return table


def of_shifts(moved: Sequence[Shift]) -> Table:
    """A row a parameter that moves."""
    table = _table(
        "Parameters that move most (in standard deviations of what is believed without it, with "
        "the 95 % error of that; clear where one of so many would hardly move so far by chance)",
        ["median without", "given what was seen", "moved", "clear"],
        "parameter",
    )
    for each in moved:
        table.add_row(
            each.name,
            f"{each.before:.3g}",
            f"{each.after:.3g}",
            f"{each.moved:+.2f} ± {1.96 * each.error:.2f}",
            "yes" if each.clear else "no",
        )
    return table


def _said(each: Estimate) -> str:
    return f"{estimate(each)} {interval(each)}" if each.worlds else _FEW


def _ratio(each: Ratio) -> str:
    return times_between(each.value, each.low, each.high) if each.told else _FEW


def _table(title: str, columns: list[str], first: str = "sign") -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    for column in columns:
        table.add_column(column, justify="right", no_wrap=True)
    return table
