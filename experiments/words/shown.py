"""The tables of the printed answer: how worlds end, how far Minsk goes, what became of him."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich import box
from rich.table import Table

from experiments.findings.became import Group
from experiments.findings.found import Findings
from experiments.words.answer import wording
from experiments.words.columns import alike, intervals
from experiments.words.names import BLOCKS, heading
from experiments.words.parameters import value
from experiments.words.unsure import brief
from sim.numbers import estimate, interval, percent

MOST_ROWS = 40  # treatments that are told one by one
_ENDINGS = {  # outcome -> heading
    "limited_entry": "limited",
    "full_entry": "full",
    "mutiny": "mutiny",
    "uprising": "uprising",
    "replaced": "replaced",
}
_GROUPS = {  # -> heading
    "all": "all worlds",
    "entered": "entered",
    "not entered": "not entered",
}
_IN_POWER = "in_power"
_NOT_ALIKE = (
    "Worlds that entered and worlds that did not are not alike: those that entered are mostly "
    "those whose army obeyed.\n`python -m experiments.dilemma` compares the same worlds.\n"
)


def how_often(findings: Findings) -> Table:
    """P(entry) with its interval, and how worlds end, a row a treatment."""
    table = _table("How often Belarus enters, and how worlds end", findings)
    for column in ("P(entry)", "95 % interval", "in words", *_ENDINGS.values()):
        table.add_column(column, justify="left" if column == "in words" else "right")
    told = findings.found[:MOST_ROWS]
    entries = [each.entry for each in told]
    endings = (alike([each.outcomes[name] for each in told]) for name in _ENDINGS)
    words = [wording(each) for each in entries]
    columns = (alike(entries), intervals(entries), words, *endings)
    for each, *cells in zip(told, *columns, strict=True):
        table.add_row(*_labels(each.values, findings), *cells)
    return table


def how_far(findings: Findings) -> Table:
    """The usual highest rung and what last blocked entry, a row a treatment."""
    title = "How far up the ladder Minsk goes, and what last blocked entry (shares of worlds)"
    table = _table(title, findings)
    for column in ("usual highest rung", *map(heading, BLOCKS)):
        table.add_column(column, justify="right")
    told = findings.found[:MOST_ROWS]
    usual = [max(each.rungs.items(), key=lambda item: item[1].count) for each in told]
    shares = alike([share for _, share in usual])
    rungs = [f"{heading(name)} in {share}" for (name, _), share in zip(usual, shares, strict=True)]
    blocks = (alike([each.blocks[name] for each in told]) for name in BLOCKS)
    for each, *cells in zip(told, rungs, *blocks, strict=True):
        table.add_row(*_labels(each.values, findings), *cells)
    return table


def no_interval(findings: Findings) -> str:
    """How unsure the shares are that stand in the tables without an interval."""
    told = findings.found[:MOST_ROWS]
    every = [share for each in told for group in (each.outcomes, each.blocks, each.rungs)
             for share in group.values()]  # fmt: skip
    widest = percent(max(each.high - each.low for each in every) / 2).removesuffix(" %")
    return (
        f"Shares without an interval are unsure by luck alone by at most ±{widest} points (95 %); "
        "summary.csv, blocked.csv and rungs.csv have each interval. A world counts for the last "
        "thing that blocked entry: orders that failed earlier are not among “army refused”.\n"
    )


def what_became(findings: Findings) -> Iterator[str | Table]:
    """How often he is in power at the horizon; nothing where entry is not followed."""
    told = [each for each in findings.found[:MOST_ROWS] if each.fates]
    if not any(group.enough for each in told for group in each.fates):
        return
    table = _table("What became of him: in power at the horizon", findings)
    for group in told[0].fates:
        table.add_column(f"{_GROUPS[group.name]}: {group.how}", justify="right")
    for each in told:
        table.add_row(*_labels(each.values, findings), *map(_in_power, each.fates))
    yield table
    yield _NOT_ALIKE


def _in_power(group: Group) -> str:
    """A share with its interval, or that there are too few worlds to say."""
    share = group.shares[_IN_POWER]
    return f"{estimate(share)} {interval(share)}" if group.enough else "too few"


def _table(title: str, findings: Findings) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in findings.study.sweep.columns or ["scenario"]:
        table.add_column(column, no_wrap=True)
    return table


def _labels(values: Mapping[str, object], findings: Findings) -> Sequence[str]:
    told = [value(path, each) for path, each in values.items()]
    return told or [brief(findings.study.title)]
