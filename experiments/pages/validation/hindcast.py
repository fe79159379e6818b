"""The hindcast on the page: the condition first, then all scores, and what it cannot decide."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.trust.hindcast.names import HIGHEST, MONTH, UNCALIBRATED, UNPRESSED
from experiments.trust.hindcast.told import printed
from experiments.words.paper import markdown as table
from sim.numbers import listed

if TYPE_CHECKING:
    from experiments.trust.hindcast.look import Fared

FORMS = (UNCALIBRATED, UNPRESSED)
_WHY = (
    "Why: of the months before a forecast the model knows the front and the contingent, and "
    "nothing else. Its parameters, and the resolve that each vector supposes Moscow to have, are "
    "those of 2022 and are not updated; Minsk's course of the last month is not given to it. So "
    "it goes on expecting units at the border as in 2022, while a rule that repeats the last "
    "month sees that Minsk has come to rest. Where all must be said on 7 December 2022 that "
    "advantage is gone."
)
ENOUGH = 0.5  # power below which a record cannot decide


def section(fared: Fared) -> Iterator[str]:
    """All of it."""
    first, *lines = printed.of_condition(fared.verdicts)
    yield first
    yield "\n".join(f"{_indent(line)}- {line.strip()}" for line in lines)
    yield " ".join(printed.of_the_large(fared.sayings))
    yield "![Forecasts of every month, and what was observed](figures/hindcast_months.png)"
    yield "![Log scores, model less others, month by month](figures/hindcast_differences.png)"
    yield "![Ranks of the counted contingent](figures/hindcast_contingent.png)"
    for part in printed.tables(fared):
        yield table(part)


def undecided(fared: Fared) -> str:
    """What the months since cannot tell the model from."""
    weak = {
        str(row["against"]) for row in fared.powers
        if min(row["if_the_model_were_right"], row["if_the_other_were_right"]) < ENOUGH
    }  # fmt: skip
    if not weak:
        return "The months since December 2022 can tell the model from every rule of thumb."
    told = listed([f"*{name}*" for name in sorted(weak)])
    return f"The record of the months since December 2022 cannot tell this model from {told}."


def losses(fared: Fared) -> Iterator[str]:
    """Where the model loses, by how much."""
    lost = [
        f"{condition.information}, {condition.coding} coding: to {each.other} by "
        f"{abs(each.difference.mean):.2f} a month"
        for condition in fared.verdicts
        for each in condition.against
        if not each.won
    ]
    if lost:
        yield "It loses:\n\n" + "\n".join(f"- {line}" for line in lost)
        yield _WHY
    else:
        yield "It beats frequency and persistence in every setting."
    yield "What was tried, each as a form of the same model:\n\n" + "\n".join(_tried(fared))


def _tried(fared: Fared) -> Iterator[str]:
    """What calibration and pressure are worth, against the model without them."""
    for each in fared.compared:
        if each.kind == MONTH and each.quantity == HIGHEST and each.other in FORMS:
            found = each.difference
            better = "better" if found.mean < 0 else "worse"
            yield (
                f"- than the {each.other} it is {better} by {abs(found.mean):.2f} a month "
                f"({each.information}, {each.coding} coding; 90 % {-found.high:.2f} to "
                f"{-found.low:.2f})"
            )


def _indent(line: str) -> str:
    return "  " if line.startswith("    ") else ""
