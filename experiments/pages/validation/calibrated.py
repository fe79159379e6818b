"""The calibration on the page: prior, record, method, what was learned, what would change it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from rich.table import Table as Grid

from experiments.trust.account import printed, rows
from experiments.trust.account import would_change as evidence
from experiments.trust.account.owners import by_status
from experiments.words.paper import markdown as table
from sim.numbers import percent
from sim.parameters import ASSUMPTION

if TYPE_CHECKING:
    from experiments.trust.account.fitted import Fitted
    from experiments.trust.table.building import Lived


def share_unknown(found: Fitted, lived: Lived) -> str:
    """How much of the uncertainty rests on assumptions, and on what no record can inform."""
    narrowing = found.diagnosis.narrowing
    untold = sum(not each.learned for each in narrowing)
    assumed = by_status(found, lived).get(ASSUMPTION)
    share = "" if assumed is None else (
        f"{percent(assumed)} of the variance of the log odds of entry, over the prior, rests on "
        "parameters that are assumptions. "
    )  # fmt: skip
    return (
        f"{share}Of {len(narrowing)} parameters and judged quantities {untold} kept their prior: "
        "the record before 7 December 2022 says nothing of them. No order was ever given, so "
        "nothing was ever learned of how an army answers one."
    )


def prior(found: Fitted, lived: Lived) -> Iterator[str]:
    """What was believed before any record."""
    yield " ".join(printed.about(found, lived))
    yield table(_grid(
        "Before any record: absurd shares, and P(entry) over the whole prior (5, 50, 95 %)",
        ("what", "5 %", "median or share", "95 %"),
        ((row["what"], *(_chance(row[name]) for name in ("low", "median", "high")))
         for row in rows.of_prior(found, lived)),
    ))  # fmt: skip


def record(found: Fitted) -> Iterator[str]:
    """The targets beside what was expected."""
    yield printed.of_failures(found)
    yield table(printed.of_targets(found))
    yield (
        "p is the two-sided tail probability of the record, errors of the record included: before "
        "the fit among all histories in which nothing happened, after it among those that the "
        "fitted model would bring. Out of reach is p below .01 before the fit; strained is p below "
        ".05 after it."
    )


def method(found: Fitted) -> Iterator[str]:
    """Whether known truths are found again."""
    yield table(printed.of_checks(found))
    yield "![Ranks of known truths in their posteriors](figures/known_truths.png)"
    yield "Covers of single quantities that pass are in `diagnostics.csv` of the folder."


def learned(found: Fitted, lived: Lived) -> Iterator[str]:
    """What the record told, and what it did not."""
    for part in printed.of_unknowns(found, lived):
        yield table(part) if isinstance(part, Grid) else part
    yield printed.of_resolve(found, lived)
    yield printed.of_shares(found, lived)
    yield "![P(entry) given the prior, and given the record](figures/entry_by_knowledge.png)"
    yield table(printed.of_entry(found))
    yield table(printed.of_left_out(found))
    untold = [f"`{each.name}`" for each in found.diagnosis.narrowing if not each.learned]
    yield f"<details><summary>Not learned, by name</summary>\n\n{', '.join(untold)}\n\n</details>"


def would_change(found: Fitted, lived: Lived) -> Iterator[str]:
    """What evidence would move the answer, and by how much."""
    told = list(_would_change(found, lived))
    yield table(_grid(
        "Evidence that would change the answer: P(entry) as observed and at the learned pressure",
        ("evidence", "as it would be read", "as observed", "factor", "learned", "factor"),
        told,
    ))  # fmt: skip


def _would_change(found: Fitted, lived: Lived) -> Iterator[tuple[str, ...]]:
    for row in evidence.rows(found, lived):
        numbers = (
            (printed.chance(float(row[f"entry_{name}"])), _factor(row[f"factor_{name}"]))
            for name in ("observed", "learned")
        )
        read = f"{row['unknown']} ~ {row['likelihood']}"
        yield (row["evidence"], read, *(each for pair in numbers for each in pair))


def _factor(value: Any) -> str:
    return "too few points" if value == "" else f"{float(value):.2g}"


def _chance(value: Any) -> str:
    return "" if value == "" else printed.chance(float(value))


def _grid(title: str, columns: tuple[str, ...], lines: Any) -> Grid:
    grid = Grid(title=title)
    for column in columns:
        grid.add_column(column)
    for line in lines:
        grid.add_row(*line)
    return grid
