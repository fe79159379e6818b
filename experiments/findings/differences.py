"""Paired differences: the effect of treatments against a reference, on the same luck."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from experiments.findings.pairs import Pairs, paired
from experiments.mistakes import Damaged, UserError
from experiments.plan.treatments import Treatment, Treatments, matching
from experiments.store.csv_tables import short
from experiments.store.worlds import EVENTS, TreatmentWorlds

if TYPE_CHECKING:
    from experiments.store.results import Results

COLUMNS = ("event", "worlds", "gained", "lost", "difference", "low", "high", "saved")


def difference_rows(
    treated: TreatmentWorlds, reference: TreatmentWorlds
) -> Iterator[dict[str, Any]]:
    """A row an event: worlds in both, worlds turned each way, the difference, what pairing saved.

    The difference stands with its interval.
    """
    for event, pairs in paired(treated, reference).items():
        if pairs.worlds:
            yield {"event": event, **_numbers(pairs)}


def compared(reference: Results, treated: Results) -> Iterator[str]:
    """What changes in one folder against another, in lines.

    Raises UserError where they have no luck or no treatment in common.
    """
    one, other = reference.manifest, treated.manifest
    if one["seed"] != other["seed"]:
        seeds = f"{reference.folder} has seed {one['seed']}, {treated.folder} {other['seed']}"
        raise UserError(f"{seeds}: they share no luck")
    if "apart" in (one["luck"], other["luck"]):
        raise UserError("luck=apart: every treatment lived worlds of its own; they share no luck")
    pairs = list(_matched(reference.treatments, treated.treatments))
    if not pairs:
        both = f"{reference.folder} and {treated.folder}"
        raise UserError(f"{both} have no treatment with the same swept values")
    how = "paired differences on common luck, 95 % intervals"
    yield f"{treated.folder} against {reference.folder}: {how}"
    for path, value in one["parameters"].items():
        if value != other["parameters"].get(path):
            yield f"  {path}: {value} there, {other['parameters'].get(path)} here"
    for before, after in pairs:
        yield from ("", after.label)
        yield from _told(treated.worlds_of(after), reference.worlds_of(before))


def _matched(ones: Treatments, others: Treatments) -> Iterator[tuple[Treatment, Treatment]]:
    """Treatments with the same swept values; two single scenarios always match."""
    if len(ones) == len(others) == 1:
        yield ones[0], others[0]
    elif ones.values(0).keys() == others.values(0).keys():
        for other in others:
            yield from ((one, other) for one in matching(ones, other.values))


def _told(treated: TreatmentWorlds, reference: TreatmentWorlds) -> Iterator[str]:
    try:
        rows = list(difference_rows(treated, reference))
    except Damaged as damage:
        raise UserError(f"{damage}; the command that made the folder repairs it") from None
    yield from _lines(rows) if rows else ["  no world is finished in both"]


def _lines(rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The rows as lines to read; events that never happened are left out."""
    told = [row for row in rows if row["gained"] or row["lost"] or row["event"] == "entry"]
    width = max(len(event) for event in EVENTS)
    for row in told:
        difference, low, high = (f"{100 * row[name]:+.2f}" for name in COLUMNS[4:7])
        turned = f"{row['gained']:,} worlds gained, {row['lost']:,} lost of {row['worlds']:,}"
        worth = f"; pairing saved {row['saved']:.1f} times the worlds" if row["saved"] != "" else ""
        yield f"  {row['event']:<{width}} {difference} points [{low}, {high}]; {turned}{worth}"


def _numbers(pairs: Pairs) -> dict[str, Any]:
    estimate = pairs.difference
    values = (estimate.probability, estimate.low, estimate.high, pairs.saved)
    counts = (pairs.worlds, pairs.gained, pairs.lost)
    return dict(zip(COLUMNS[1:], (*counts, *map(short, values)), strict=True))
