"""The tables that are printed of twin worlds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich import box
from rich.table import Table

from experiments.why.twins.divergence import CHOICE
from experiments.why.twins.readings import Parting, effects, flipped, parting, turns
from experiments.why.twins.records import BECAME, FORESEEN, Twins
from experiments.words.why.counterfactual import BECAME as NAMES
from experiments.words.why.counterfactual import DICE, EVENTS, points
from sim.numbers import estimate, ranged


def printed(twins: Twins) -> Iterator[Table]:
    """The tables of one change: effects, and from what to what worlds turn."""
    yield of_effects(twins)
    yield of_turns(twins)


def of_effects(twins: Twins) -> Table:
    """How often things happen as they are and changed, and the paired difference."""
    table = _table("The same worlds as they are and changed", "what happens")
    for column in ("as it is", "changed", "difference", "gained by the dice", "lost"):
        table.add_column(column, justify="right")
    for each in effects(twins):
        how = "" if each.event in FORESEEN else " (counted)"
        table.add_row(
            f"{EVENTS[each.event]}{how}",
            ranged(each.before),
            ranged(each.after),
            points(each.difference),
            f"{each.gained:,}",
            f"{each.lost:,}",
        )
    return table


def of_turns(twins: Twins) -> Table:
    """From what (rows) to what (columns) worlds turn, as shares of all."""
    shares = {(each.before, each.after): each.share for each in turns(twins)}
    table = _table(
        f"What became of the same {twins.worlds:,} worlds, by the dice: as they are (rows) and "
        "changed (columns)",
        "as it is",
    )
    for name in BECAME:
        table.add_column(NAMES[name], justify="right")
    for was in BECAME:
        cells = [shares[was, is_] for is_ in BECAME]
        table.add_row(NAMES[was], *(estimate(each) if each.count else "-" for each in cells))
    return table


def of_luck(found: Mapping[str, Twins]) -> Table:
    """Whose luck decides: how often other dice flip the outcome, by owner."""
    table = _table("Other dice, all else the same: worlds that flip between entry and none", "")
    for column in ("flip", "entry to none", "none to entry", "a leader chooses otherwise",
                   "median week"):  # fmt: skip
        table.add_column(column, justify="right")
    for owner, each in found.items():
        parts = parting(each, CHOICE)
        table.add_row(
            DICE[owner],
            ranged(flipped(each)),
            ranged(flipped(each, False)),
            ranged(flipped(each, True)),
            ranged(parts.share),
            _median(parts),
        )
    return table


def _median(parts: Parting) -> str:
    if not parts.share.count:
        return "-"
    return f"{parts.median:.0f} ({parts.low:.0f} to {parts.high:.0f})"


def _table(title: str, first: str) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column(first, no_wrap=True)
    return table
