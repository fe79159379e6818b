"""The tables that are printed of what drives entry."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich import box
from rich.table import Table

from experiments.why.sensitivity.rows import of_drivers
from experiments.words.parameters import short
from experiments.words.why.drivers import (
    DUMMY,
    TOGETHER,
    Row,
    alone,
    alone_interval,
    group,
    single,
    told,
    whole,
    whole_interval,
)
from sim.numbers import odds, percent, points

if TYPE_CHECKING:
    from experiments.why.sensitivity.made import Sensitivity

_SHOWN = 12  # single parameters
_LONG = 60  # letters of a meaning
_OTHERS = {
    "ultimatum": "ultimatum",
    "failed": "order fails",
    "fell": "fall",
    "share of entry": "P(entry)",
}


def of_groups(found: Sensitivity) -> Table:
    """What every group decides of the log odds of entry, and in brief of the other outputs."""
    grid = _table(
        "Shares of the variance with 95 % intervals: of the log odds of entry, alone and with "
        "others; with others also of the log odds of other events, and of P(entry) itself",
        ["group", "alone", "with others", *_OTHERS.values()],
    )
    rows = {(row["output"], row["group"]): row for row in of_drivers(found)}
    for name in _order([row for (output, _), row in rows.items() if output == "entry"]):
        others = [_brief(rows[each, name]) for each in _OTHERS]
        grid.add_row(group(name), *_cells(rows["entry", name]), *others)
    return grid


def of_screening(found: Sensitivity) -> Table:
    """The strongest single parameters."""
    grid = _table(
        f"The {_SHOWN} strongest of {len(found.screened)} single parameters: change of the log "
        "odds of entry from the 5 % to the 95 % quantile (mean size, mean, spread)",
        ["parameter", "size", "95 %", "mean", "spread", "owner", "meaning"],
    )
    for each in found.screened[:_SHOWN]:
        size = each.strength
        ends = f"[{odds(max(size.low, 0.0))} - {odds(size.high)}]"
        mean, spread = f"{each.lean:+.1f}", odds(each.spread)
        meaning = each.meaning if len(each.meaning) <= _LONG else f"{each.meaning[:_LONG]}..."
        grid.add_row(
            short(each.name), odds(size.value), ends, mean, spread, each.owner, meaning
        )  # fmt: skip
    return grid


def of_tornado(found: Sensitivity) -> Table:
    """P(entry) with single parameters moved, one at a time."""
    grid = _table(
        "One at a time (no interactions): P(entry) with a parameter at its 10 % and 90 % quantile, "
        "all else as it is",
        ["parameter", "at 10 %", "P(entry)", "at 90 %", "P(entry)", "difference in points, 95 %"],
    )
    for each in found.tornado.swings if found.tornado else ():
        gap = each.difference
        grid.add_row(
            short(each.name),
            f"{each.low.setting:.3g}", percent(each.low.entry.probability),
            f"{each.high.setting:.3g}", percent(each.high.entry.probability),
            points(gap.value, gap.low, gap.high),
        )  # fmt: skip
    return grid


def _order(rows: Sequence[Row]) -> list[str]:
    if not told(rows):
        return [row["group"] for row in rows]
    return [*TOGETHER, *(row["group"] for row in single(rows)), DUMMY]


def _cells(row: Row) -> list[str]:
    if not told([row]):
        return ["not told", ""]
    with_others = f"{whole(row)} {whole_interval(row)}"
    if row["group"] == DUMMY:
        with_others = "0 by design"
    return [f"{alone(row)} {alone_interval(row)}", with_others]


def _brief(row: Row) -> str:
    return "" if row["group"] == DUMMY or not told([row]) else whole(row)


def _table(title: str, columns: Sequence[str]) -> Table:
    grid = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        wordy = place == 0 or column in ("owner", "meaning")
        grid.add_column(column, justify="left" if wordy else "right", no_wrap=column != "meaning")
    return grid
