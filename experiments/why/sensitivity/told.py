"""What drives entry, in a paragraph for a briefing, reckoned from the rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from experiments.why.sensitivity.rows import of_drivers
from experiments.words.parameters import setting, short
from experiments.words.why.drivers import (
    DUMMY,
    Row,
    both,
    group,
    its,
    leaders,
    noise,
    single,
)
from experiments.words.why.drivers import told as is_told
from sim.numbers import (
    correlation,
    interval,
    listed,
    part,
    part_interval,
    percent,
    told,
)

if TYPE_CHECKING:
    from experiments.why.sensitivity.made import Sensitivity

_NAMED = 3  # groups of which both shares are told
_SMALL = 0.05  # below which a group is said to decide next to nothing


def paragraph(found: Sensitivity) -> Iterator[str]:
    """The answer in sentences."""
    rows = [row for row in of_drivers(found) if row["output"] == "entry"]
    where = setting("pressure.level", found.level)
    lead = f"What decides how often Belarus enters at {where}:"
    if not is_told(rows):
        yield f"{lead} nothing can be told, entry is as rare, or as sure, at every point."
        return
    named = single(rows)[: max(len(leaders(rows)), _NAMED)]
    yield f"{lead} {'; '.join(map(_both, named))}. " + " ".join(
        (*_nothing(rows), "Shares are of the variance of the log odds of entry.")
    )
    yield f"{_three(rows)} {_added(found)} {_ends(found)}"
    yield " ".join((*_ties(found), "Everything is P(... | model, assumptions)."))


def _both(row: Row) -> str:
    alone, whole = both(row, "under ")
    name = row["group"]
    return f"{group(name)}, {alone} on {its(name)} own and {whole} with interactions"


def _three(rows: Sequence[Row]) -> str:
    """Parameters, structure and luck, each with others: they overlap and are not added."""
    by_name = {row["group"]: row for row in rows}
    three = {"all parameters": "all parameters", "structure": "the model", "all luck": "all luck"}
    said = [
        f"{words} {both(by_name[name], 'under ')[1]}"
        for name, words in three.items()
        if name in by_name
    ]
    return f"The uncertainties, each with interactions: {listed(said)}; they overlap."


def _added(found: Sensitivity) -> str:
    added = found.drivers.added["entry"]
    share = part(added.value, added.low, added.high, "under ")
    return (
        f"On their own the groups add up to {share} {part_interval(added.low, added.high)}; the "
        "rest is what they do together."
    )


def _ends(found: Sensitivity) -> str:
    share, least = found.drivers.floored["entry"], found.drivers.least
    return (
        f"At {percent(share)} of the points entry is rarer than {percent(least, 1)} or surer than "
        f"{percent(1 - least, 1)}, and counts as that."
    )


def _nothing(rows: Sequence[Row]) -> Iterator[str]:
    """The groups that decide next to nothing, and what would seem to be decided by nothing."""
    small = [row for row in single(rows) if row["total_high"] <= _SMALL]
    if small:
        names = listed([group(row["group"]) for row in small])
        yield f"Next to nothing (under 5 % with interactions) hangs on {names}."
    dummy = next(row for row in rows if row["group"] == DUMMY)
    bound = part(0.0, 0.0, noise(dummy))
    yield f"Of an input that nothing uses, chance makes {bound} on its own."


def _ties(found: Sensitivity) -> Iterator[str]:
    """What taking groups as independent costs."""
    if found.ties is None:
        yield "The groups of parameters are independent of one another."
        return
    tie = found.ties.strongest
    names = " and ".join(map(short, tie.names))
    yield (
        "Groups of parameters are taken as independent, which the record does not say: the "
        f"strongest tie between two of them is {correlation(tie.correlation)}, of {names} (rank "
        f"correlation; by chance alone it would stay below {tie.noise:.2f})."
    )
    yield (
        f"P(entry) is {told(found.ties.mixed)} {interval(found.ties.mixed)} over mixed points and "
        f"{told(found.ties.vectors)} {interval(found.ties.vectors)} over the vectors as they are."
    )
