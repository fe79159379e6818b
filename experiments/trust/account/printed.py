"""What a calibration says on the console: failures first."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from rich import box
from rich.table import Table as Grid

from experiments.trust.account import absurd, owners, rows
from experiments.trust.calibration.tables import LEAST
from experiments.trust.record.targets import targets
from experiments.trust.table.levels import LEVEL_NAMES, RESOLVE
from experiments.trust.table.size import FULL
from sim.laws.pressure import LEVELS
from sim.numbers import listed, percent
from sim.priors.reweighting import effective

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived

_SHOWN = 15  # unknowns that are told one by one
_OWNERS = 6  # that are told
_TOLD_APART = 1.05  # of the least chance that is told apart
_NEAR_ONE = 1e-3
_UNTOLD = "so the record cannot tell where it lay"


def about(found: Fitted, lived: Lived) -> Iterator[str]:
    """What the table is, how much of the prior was absurd, and how exact a point is."""
    asked = lived.asked
    yield (
        f"{asked.points:,} points of {len(found.table.names)} unknowns x {asked.histories} "
        f"histories; {asked.worlds} worlds a pressure for P(entry); seed {asked.seed}."
    )
    if found.table.log_prior_ratio is not None:
        yield (
            f"As many equal points bear your beliefs: {effective(found.table.prior):,.0f} before "
            f"the record, {found.posterior.effective_points:,.0f} with it."
        )
    if asked.points < FULL:
        yield f"{asked.points} points are too few: NO calibration, it only shows how one goes."
    kept = float(found.table.kept.mean())
    worst = max(absurd.shares(lived.points).items(), key=lambda each: each[1])
    yield (
        f"Absurd and cut from the prior before anything was fitted: {percent(1 - kept)} of points"
        f" (most often because {worst[0]}: {percent(worst[1])})."
    )
    yield f"Luck is {percent(noise(lived))} of the variance of a point's P(entry) as observed."


def noise(lived: Lived) -> float:
    """The part of the variance of P(entry) as observed that is luck of the worlds lived."""
    entry, error = lived.points["entry.observed"], lived.points["error.observed"]
    return float(np.mean(error**2) / np.var(entry))


def of_targets(found: Fitted) -> Grid:
    """The record and what was expected."""
    grid = _grid(
        "The record, and what simulated histories would have left in it (2.5, 50, 97.5 %)",
        ("target", "record", "before the fit", "p", "after it", "p", "verdict", "about"),
        right=(1, 2, 3, 4, 5),
    )
    for row in rows.of_targets(found):
        grid.add_row(
            row["target"], row["observed"], _band(row, "prior_"), f"{row['prior_p']:.2g}",
            _band(row, "posterior_"), f"{row['posterior_p']:.2g}", row["verdict"], row["about"],
        )  # fmt: skip
    return grid


def of_unknowns(found: Fitted, lived: Lived) -> Iterator[Grid | str]:
    """What was learned, most first, and how much was not."""
    every = sorted(rows.of_unknowns(found, lived), key=lambda row: row["overlap"])
    learned = [row for row in every if row["learned"] != "not learned"]
    yield (
        f"Not learned: {len(every) - len(learned)} of {len(every)} unknowns keep their prior "
        "(overlap above 0.9; learned.csv names each)."
    )
    if learned:
        grid = _grid(
            "What the record told of single unknowns",
            ("unknown", "prior", "5, 50, 95 % before", "after", "sd / prior sd", "overlap"),
            right=(2, 3, 4, 5),
        )
        for row in learned[:_SHOWN]:
            grid.add_row(
                row["unknown"], row["prior"], _numbers(row, "prior_"), _numbers(row, ""),
                f"{row['sd_ratio']:.2f}", f"{row['overlap']:.2f}",
            )  # fmt: skip
        yield grid


def of_entry(found: Fitted) -> Grid:
    """P(entry) given what is known."""
    grid = _grid(
        "P(entry) in the year from 7 December 2022: median and 5-95 % over parameters; mean",
        ("pressure", *(f"{known}" for known in found.given)),
        right=tuple(range(1, 1 + len(found.given))),
    )
    by_known: dict[str, list[Mapping[str, Any]]] = {}
    for row in rows.of_entry(found):
        by_known.setdefault(row["given"], []).append(row)
    for place, name in enumerate(LEVEL_NAMES):
        grid.add_row(name, *(_share(each[place]) for each in by_known.values()))
    return grid


def of_left_out(found: Fitted) -> Grid:
    """P(entry) as observed without each target."""
    grid = _grid(
        "P(entry) as observed when one target is left out",
        ("left out", "median [5-95 %]; mean", "about"),
        right=(1,),
    )
    for row in rows.of_left_out(found):
        grid.add_row(row["left_out"], _share(row), row["about"])
    return grid


def of_checks(found: Fitted) -> Grid:
    """The checks of the method: those that fail, and how many pass."""
    every = list(rows.of_checks(found))
    failing = [row for row in every if not row["passes"]]
    shown = [*failing, *(row for row in every if row["passes"] and "," not in row["check"])]
    passed = f"{len(every) - len(failing)} of {len(every)} pass"
    grid = _grid(
        f"Does the method work? {passed} (diagnostics.csv has all)",
        ("check", "value", "threshold", "passes"),
        right=(1,),
    )
    for row in shown:
        grid.add_row(
            row["check"], f"{row['value']:.3g}", row["threshold"], "yes" if row["passes"] else "NO"
        )
    return grid


def of_resolve(found: Fitted, lived: Lived) -> str:
    """Where Moscow's resolve of 2022 lies, or that the record cannot tell."""
    before, after, below = rows.resolve(found, lived)
    named = {each.name: each for each in found.diagnosis.narrowing}
    resolve = named[RESOLVE]
    said = f"at {resolve.sd_ratio:.2f} of the prior's sd" if resolve.learned else _UNTOLD
    return (
        f"Moscow's resolve in 2022, called observed at {LEVELS['observed']:g}: {after[1]:.2f} "
        f"[{after[0]:.2f} - {after[2]:.2f}] after the record, {before[1]:.2f} [{before[0]:.2f} - "
        f"{before[2]:.2f}] before it, {said}; it lay below {LEVELS['observed']:g} with "
        f"{percent(below)}."
    )


def of_shares(found: Fitted, lived: Lived) -> str:
    """Whose parameters own the uncertainty of P(entry), and how surely these are founded."""
    by_actor, by_status = owners.by_actor(found), owners.by_status(found, lived)
    if not by_actor:
        return ""
    return (
        "Of the variance of the log odds of entry as observed, over the prior, belong to "
        f"{_owned(by_actor)}; by how they are founded, to {_owned(by_status)}."
    )


def _owned(shares: Mapping[str, float]) -> str:
    most = sorted(shares.items(), key=lambda each: -each[1])[:_OWNERS]
    return listed([f"{name} {percent(max(share, 0.0))}" for name, share in most])


def of_failures(found: Fitted) -> str:
    """What the model cannot do, in a sentence."""
    if not found.out_of_reach:
        return "No target is out of the model's reach."
    told = listed([f"{key} ({targets()[key].about})" for key in found.out_of_reach])
    return f"Out of the model's reach, a failure of the model, and left out of the fit: {told}."


def _grid(title: str, columns: Sequence[str], right: Sequence[int] = ()) -> Grid:
    grid = Grid(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for place, column in enumerate(columns):
        grid.add_column(column, justify="right" if place in right else "left")
    return grid


def _band(row: Mapping[str, Any], before: str) -> str:
    return ", ".join(str(row[f"{before}{name}"]) for name in ("low", "median", "high"))


def _numbers(row: Mapping[str, Any], before: str) -> str:
    return ", ".join(f"{float(row[f'{before}{name}']):.2g}" for name in ("low", "median", "high"))


def _share(row: Mapping[str, Any]) -> str:
    low, median, high, mixture = (
        chance(float(row[name])) for name in ("low", "median", "high", "mixture")
    )
    return f"{median} [{low} - {high}]; {mixture}"


def chance(share: float) -> str:
    """A chance of entry; a bound below the least that is told apart, and very near to 1."""
    if share <= _TOLD_APART * LEAST:
        return f"< {percent(LEAST)}"
    if share >= 1 - _NEAR_ONE:
        return f"> {percent(1 - _NEAR_ONE)}"
    return percent(share)
