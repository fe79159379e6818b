"""The printed answer: a table, a paragraph in plain English, and where the files are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich import box
from rich.console import Console
from rich.table import Table

from experiments.answer import Found, answer
from experiments.counts import Counts
from experiments.study import Findings
from experiments.tables import block_shares, fall_rate, outcome_rates, rung_shares
from experiments.treatments import Treatment
from experiments.wording import interval, level_name, percent
from sim.estimates.intervals import Estimate

_WIDTH = 150
_BLOCKS = {
    "not_demanded": "not demanded",
    "declined": "declined",
    "army_refused": "army refused",
    "regime_fell": "regime fell",
}


_HOW = {"counted": "drawn and counted", "conditional": "foreseen, not drawn (docs/estimators.md)"}


def print_report(findings: Findings) -> None:
    """Print what a study found on stdout."""
    console = Console(highlight=False, markup=False)
    console = (
        console
        if console.is_terminal and console.width >= _WIDTH
        else Console(highlight=False, markup=False, width=_WIDTH)
    )
    study = findings.study
    console.print(f"\n{study.title}", style="bold")
    console.print(
        f"{study.base.weeks} weeks from {study.base.start}; {_worlds(findings)} worlds a "
        f"treatment on the same luck, seed {study.seed}; "
        f"endings {_HOW[study.estimator]}.\nEvery number is P(... | model, assumptions); "
        "brackets hold 95 % intervals.\n"
    )
    if study.precision is not None:
        console.print(
            "Stopping was adaptive: each treatment went on until its interval was within "
            f"±{100 * study.precision:g} points.\n"
        )
    console.print(_how_often(findings))
    console.print(_how_far(findings))
    console.print(
        answer(
            [
                Found(each.values, outcome_rates(counts), block_shares(counts), fall_rate(counts))
                for each, counts in _counted(findings)
            ]
        )
    )
    console.print(f"\nTables, figures and worlds: {findings.results.folder}/", soft_wrap=True)
    console.print(
        "One world as a story:       python -m experiments.replay "
        f"{findings.results.folder} world=17",
        soft_wrap=True,
    )


def _worlds(findings: Findings) -> str:
    """How many worlds the treatments have, or from how many to how many."""
    lived = sorted({int(counts.worlds[0]) for counts in findings.counts}) or [0]
    return f"{lived[0]:,}" if len(lived) == 1 else f"{lived[0]:,} to {lived[-1]:,}"


def _how_often(findings: Findings) -> Table:
    table = _table("How often Belarus enters, and how worlds end", findings)
    for heading in (
        "P(entry)",
        "95 % interval",
        "in words",
        "limited",
        "full",
        "mutiny",
        "uprising",
        "replaced",
    ):
        table.add_column(heading, justify="left" if heading == "in words" else "right")
    for treatment, counts in _counted(findings):
        rates = outcome_rates(counts)
        entry = rates["entry"]
        endings = (
            percent(rates[name])
            for name in ("limited_entry", "full_entry", "mutiny", "uprising", "replaced")
        )
        table.add_row(
            *_labels(treatment.values), percent(entry), interval(entry), entry.words, *endings
        )
    return table


def _how_far(findings: Findings) -> Table:
    table = _table(
        "How far up the ladder Minsk goes, and what blocks entry (shares of worlds)", findings
    )
    for heading in ("usual highest rung", *_BLOCKS.values()):
        table.add_column(heading, justify="right")
    for treatment, counts in _counted(findings):
        blocks = block_shares(counts)
        highest = _usual(rung_shares(counts))
        table.add_row(
            *_labels(treatment.values), highest, *(percent(blocks[name]) for name in _BLOCKS)
        )
    return table


def _usual(rungs: Mapping[str, Estimate]) -> str:
    name, most = max(rungs.items(), key=lambda item: item[1].count)
    return f"{name} in {percent(most)}"


def _table(title: str, findings: Findings) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in findings.study.sweep.columns or ["scenario"]:
        table.add_column(column, no_wrap=True)
    return table


def _labels(values: Mapping[str, object]) -> Sequence[str]:
    return [level_name(path, value) for path, value in values.items()] or ["as configured"]


def _counted(findings: Findings) -> list[tuple[Treatment, Counts]]:
    return [
        (each, counts)
        for each, counts in zip(findings.treatments, findings.counts, strict=True)
        if counts.worlds[0]
    ]
