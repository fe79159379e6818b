"""The tables of a look at the drivers: tidy rows for CSV files, figures and words."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from experiments.store.csv_tables import short

if TYPE_CHECKING:
    from experiments.why.sensitivity.indices import Measured
    from experiments.why.sensitivity.made import Sensitivity
    from sim.estimates.intervals import Estimate

Rows = Iterator[dict[str, Any]]


def of_drivers(found: Sensitivity) -> Rows:
    """A row a group of inputs and output: what it decides alone (`first`) and with others
    (`total`), with 95 % intervals.
    """
    for each in found.drivers.every:
        yield {
            "level": found.level,
            "output": each.output,
            "group": each.group,
            **_measured("first", each.alone),
            **_measured("total", each.whole),
            "spread": short(found.drivers.spread[each.output]),
        }


def of_sums(found: Sensitivity) -> Rows:
    """A row an output: what all groups decide alone, added up, and how often the log odds stood at
    their ends.
    """
    for output, added in found.drivers.added.items():
        bounded = found.drivers.floored.get(output)
        yield {
            "level": found.level,
            "output": output,
            **_measured("first", added),
            "at_ends": "" if bounded is None else short(bounded),
        }


def of_screening(found: Sensitivity) -> Rows:
    """A row a parameter: the size of its effect on the log odds of entry, the strongest first."""
    for each in found.screened:
        yield {
            "level": found.level,
            "parameter": each.name,
            "owner": each.owner,
            **_measured("strength", each.strength),
            "lean": short(each.lean),
            "spread": short(each.spread),
            "meaning": each.meaning,
        }


def of_tornado(found: Sensitivity) -> Rows:
    """A row a parameter: P(entry) with it at its 10 % and its 90 % quantile, and the difference."""
    if found.tornado is None:
        return
    for each in found.tornado.swings:
        yield {
            "level": found.level,
            "parameter": each.name,
            "owner": each.owner,
            "unit": each.unit,
            "setting_at_10": short(each.low.setting),
            **_estimated("entry_at_10", each.low.entry),
            "setting_at_90": short(each.high.setting),
            **_estimated("entry_at_90", each.high.entry),
            **_measured("difference", each.difference),
            **_estimated("usual", found.tornado.usual),
        }


def of_ties(found: Sensitivity) -> Rows:
    """What is lost where groups of parameters are taken as independent; no row of the prior."""
    if found.ties is None:
        return
    tie = found.ties.strongest
    yield {
        "level": found.level,
        "one": tie.names[0],
        "other": tie.names[1],
        "correlation": short(tie.correlation),
        "noise": short(tie.noise),
        **_estimated("vectors", found.ties.vectors),
        **_estimated("mixed", found.ties.mixed),
    }


def _measured(name: str, each: Measured) -> dict[str, Any]:
    values = {name: each.value, f"{name}_low": each.low, f"{name}_high": each.high}
    return {key: short(value) for key, value in values.items()}


def _estimated(name: str, each: Estimate) -> dict[str, Any]:
    values = {name: each.probability, f"{name}_low": each.low, f"{name}_high": each.high}
    return {key: short(value) for key, value in values.items()}
