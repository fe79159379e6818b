"""What a hindcast says on the console: the condition first, a loss as a loss."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Any

from rich.table import Table as Grid

from experiments.trust.hindcast.names import COST, ENTRY, LOG, MODEL, MONTH, SETS
from experiments.trust.hindcast.told import grids
from experiments.trust.hindcast.told.grids import grid, mean, number
from experiments.trust.hindcast.told.verdict import Condition, in_the_large, reliabilities
from experiments.trust.scores import variants
from experiments.trust.scores.forecasters import POINTS, said
from experiments.trust.scores.reliability import LEAST_FOR_NONE
from experiments.trust.scores.scored import Scored, values
from experiments.trust.scores.variants import Attempt
from sim.numbers import percent

if TYPE_CHECKING:
    from experiments.trust.hindcast.compared import Compared
    from experiments.trust.hindcast.look import Fared
    from experiments.trust.hindcast.sayings import Saying


def of_condition(verdicts: Sequence[Condition]) -> Iterator[str]:
    """Whether the condition is met, in sentences."""
    yield (
        "The condition, set beforehand: a lower mean log score of the highest rung of the months "
        "than frequency and persistence."
    )
    for verdict in verdicts:
        word = "met" if verdict.passes else "NOT met"
        yield f"  {verdict.information}, {verdict.coding}: {word}. The model"
        yield from (f"    {_against(each)}" for each in verdict.against)


def _against(found: Compared) -> str:
    """By how much the model is better than another, or worse."""
    mean, *ends = found.difference.mean, found.difference.low, found.difference.high
    low, high = sorted(-end for end in ends) if found.won else ends
    band = f"{low:.2f} to {high:.2f}" if low > 0 else f"{low:+.2f} to {high:+.2f}"
    verb = "beats" if found.won else "LOSES to"
    return (
        f"{verb} {found.other} by {abs(mean):.2f} a month (90 % {band}; {len(found.each)} months "
        f"worth {found.difference.effective:.0f})"
    )


def of_the_large(sayings: Sequence[Saying]) -> Iterator[str]:
    """Calibration in the large, in sentences."""
    for how in SETS:
        large = in_the_large(sayings, how)
        word = "not below" if large.passes else "BELOW"
        yield (
            f"Calibration in the large, {how}: P(no entry over the whole) was {percent(large.none)}"
            f", {word} {percent(LEAST_FOR_NONE)}."
        )


def of_worth(said: Mapping[tuple[str, date], Mapping[str, Any]], histories: int) -> str:
    """How many histories of equal weight the model's mixture is worth, in a sentence."""
    worth = [
        many for (name, _), each in said.items() if name == MODEL for many in each["worth"].values()
    ]
    return (
        f"The mixture is {histories:,} histories, worth {max(worth):,.0f} of equal weight at the "
        f"most and {min(worth):,.0f} at the least when a window begins."
    )


def of_entry(sayings: Sequence[Saying], scores: Sequence[Scored]) -> Grid:
    """What was said of entry, and what one would have cost."""
    title = "Entry never came: mean scores of the months, and the mean score had it come"
    columns = ("information", "forecaster", "log", "Brier", "had it come", "P(none over all)")
    shown = grid(title, columns)
    for how in SETS:
        mine = [each for each in scores if (each.information, each.quantity) == (how, ENTRY)]
        for name in dict.fromkeys(each.forecaster for each in mine):
            log, brier, cost = (
                mean(values(mine, forecaster=name, kind=MONTH, score=score))
                for score in (LOG, "brier", COST)
            )
            none = in_the_large(sayings, how, name).none
            shown.add_row(how, name, f"{log:.4f}", f"{brier:.5f}", number(cost), percent(none))
    return shown


def of_others() -> Grid:
    """What was said by others, each held to its own horizon."""
    title = "What others said (words as bands): log score as nothing happened, and had it happened"
    shown = grid(title, ("row", "who", "day", "about", "horizon", *POINTS))
    for each in said():
        horizon = f"{each.first} to {each.last}" if each.defined else "none: set against no window"
        scores = (f"{-math.log1p(-p):.3f} / {_cost(p)}" for p in each.chances.values())
        shown.add_row(each.row, each.who, str(each.day), each.about, horizon, *scores)
    return shown


def tables(fared: Fared) -> Iterator[Grid]:
    """All tables of a hindcast, in their order."""
    yield from grids.of_scores(fared.scores)
    yield from grids.of_differences(fared.compared)
    yield grids.of_power(fared.powers)
    yield grids.of_reliability(list(reliabilities(fared.sayings)))
    yield grids.of_contingent(fared.told)
    yield of_entry(fared.sayings, fared.scores)
    yield of_others()
    yield of_variants(variants.remembered(variants.REMEMBERED))


def of_variants(variants: Sequence[Attempt]) -> Grid:
    """Every variant that was ever scored."""
    columns = ("date", "model", "what", "information", "coding", "mean monthly log score")
    shown = grid("Every variant that was ever scored", columns)
    for each in variants:
        score = f"{each.log_score:.3f}"
        shown.add_row(each.date, each.model, each.what, each.information, each.coding, score)
    return shown


def _cost(chance: float) -> str:
    return f"{-math.log(chance):.1f}" if chance else "infinite"
