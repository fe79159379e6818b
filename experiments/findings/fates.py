"""fate.csv and expedition.csv: what became of his rule and of the expedition, in rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from experiments.findings.became import Group, fate_groups
from experiments.findings.expeditions import expeditions
from experiments.plan.treatments import Treatment
from experiments.store.counts import Counts
from experiments.store.csv_tables import short
from sim.estimates.intervals import Estimate

Rows = Iterator[dict[str, Any]]
TOO_FEW = "too few"


def fate(treatment: Treatment, counts: Counts) -> Rows:
    """His fate: of all worlds, of those that entered, of those that did not."""
    for group in fate_groups(counts, treatment.estimator == "conditional"):
        for name, share in _told(group):
            yield {
                **treatment.values, "group": group.name, "after": group.after, "fate": name,
                **share,
            }  # fmt: skip


def expedition(treatment: Treatment, counts: Counts) -> Rows:
    """Where the expeditions of those that entered are, when they came home, what they cost."""
    for group, courses in expeditions(counts, treatment.estimator == "conditional"):
        for (name, share), course in zip(_told(group), courses, strict=True):
            quartiles = zip(("weeks_q25", "weeks_q50", "weeks_q75"), course.weeks, strict=True)
            about = {**dict(quartiles), "toll_q50": course.toll}
            known = {each: short(value) if group.enough else "" for each, value in about.items()}
            yield {
                **treatment.values, "after": group.after, "expedition": name, **share, **known,
            }  # fmt: skip


def _told(group: Group) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The columns of each share; empty but for the reason where there are too few worlds."""
    for name, each in group.shares.items():
        worth = each.worlds if group.how == "counted" else short(group.worth)
        said = group.how if group.enough else TOO_FEW
        yield name, {"worlds": worth, **_chances(each, group.enough), "how": said}


def _chances(each: Estimate, enough: bool) -> dict[str, Any]:
    chances = {"probability": each.probability, "low": each.low, "high": each.high}
    return {name: short(value) if enough else "" for name, value in chances.items()}
