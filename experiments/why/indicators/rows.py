"""The tables that are kept: signs, leads, curves, the check, and what was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from experiments.store.csv_tables import short
from experiments.why.indicators.found import AHEAD, Indicated
from experiments.why.indicators.ratios import Ratio
from experiments.why.observed.conditioned import Conditioned
from experiments.why.observed.shifts import Shift
from sim.estimates.intervals import Estimate

Row = dict[str, Any]


def of_signs(found: Indicated) -> Iterator[Row]:
    """A row a sign: how often it is seen, and what that says of entry."""
    for each in found.signs:
        yield {
            "sign": each.sign.name,
            "says": each.sign.says,
            "definition": each.sign.means,
            "seen_as": each.sign.shows,
            "week": found.week,
            "within": AHEAD,
            **_estimate("base", found.base),
            **_estimate("seen", each.seen),
            **_estimate("entry_if_seen", each.entry_if_seen),
            **_estimate("entry_if_not", each.entry_if_not),
            **_ratio("ratio_seen", each.positive),
            **_ratio("ratio_not", each.negative),
            "entered": each.positive.entered,
            "stayed": each.positive.stayed,
            "told": each.positive.told,
            "told_not": each.negative.told,
            "clear": each.positive.clear,
        }


def of_leads(found: Indicated) -> Iterator[Row]:
    """A row a sign: hits, false alarms and weeks from the first sighting to entry."""
    for each in found.signs:
        first, middle, third = each.lead.quartiles
        yield {
            "sign": each.sign.name,
            "says": each.sign.says,
            "weeks": found.horizon,
            **_estimate("hit", each.lead.hit),
            **_estimate("false_alarm", each.lead.false_alarm),
            "lead_first_quartile": short(first),
            "lead_median": short(middle),
            "lead_median_low": short(each.lead.low),
            "lead_median_high": short(each.lead.high),
            "lead_third_quartile": short(third),
        }


def of_curves(found: Indicated) -> Iterator[Row]:
    """A row a threshold of each quantity."""
    for gauge, curve in found.curves:
        for threshold, hit, false_alarm in zip(
            curve.thresholds, curve.hits, curve.false_alarms, strict=True
        ):
            yield {
                "gauge": gauge.name,
                "says": gauge.says,
                "unit": gauge.unit,
                "week": found.week,
                "within": AHEAD,
                "threshold": short(float(threshold) * gauge.scale),
                "hit": short(float(hit)),
                "false_alarm": short(float(false_alarm)),
                "area": short(curve.area),
                "area_low": short(curve.low),
                "area_high": short(curve.high),
            }


def of_check(found: Indicated) -> Iterator[Row]:
    """A row a group of worlds that were forecast about the same chance."""
    check = found.checked
    for each in check.groups:
        yield {
            "from": each.low,
            "to": each.high,
            "week": found.week,
            "within": AHEAD,
            "forecast": short(each.forecast),
            **_estimate("entered", each.entered),
            "reliable": each.reliable,
            "brier": short(check.brier),
            "brier_of_base_rate": short(check.of_base),
            "gain": short(check.gain),
            "gain_low": short(check.low),
            "gain_high": short(check.high),
        }


def of_windows(seen: Conditioned) -> Iterator[Row]:
    """A row a window: P(entry) in it, given what was seen and without."""
    for each in seen.windows:
        yield {
            "weeks": each.weeks,
            "after_week": seen.week,
            **_estimate("seen", each.seen),
            **_estimate("prior", each.prior),
            "vectors_in_effect": short(seen.vectors),
            "observed": "; ".join(thing.said for thing in seen.things),
        }


def of_shifts(moved: Sequence[Shift]) -> Iterator[Row]:
    """A row a parameter: its median before and after, and how far its weight moves."""
    for each in moved:
        yield {
            "parameter": each.name,
            "median_before": short(each.before),
            "median_after": short(each.after),
            "moved": short(each.moved),
            "error": short(each.error),
            "clear": each.clear,
        }


def _estimate(name: str, each: Estimate) -> Row:
    return {
        f"{name}_worlds": each.worlds,
        f"{name}_count": int(each.count),
        name: short(each.probability),
        f"{name}_low": short(each.low),
        f"{name}_high": short(each.high),
    }


def _ratio(name: str, each: Ratio) -> Row:
    ends = {"": each.value, "_low": each.low, "_high": each.high}
    return {f"{name}{end}": short(value) for end, value in ends.items()}
