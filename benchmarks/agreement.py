"""Does the model agree with the same law written as Mesa objects? Each with luck of its own, so
only within their errors.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.special import ndtr
from scipy.stats import fisher_exact

from benchmarks.mesa_objects import MesaObjects, live
from benchmarks.one_world import OneWorld
from sim import Outcome, Scenario, simulate

SMALL = {"army.soldiers": 64, "public.citizens": 128}
QUANTITIES = (
    "entry",
    "limited entry",
    "full entry",
    "mutiny",
    "uprising",
    "replaced",
    "highest rung",
    "lowest compliance",
    "peak protest",
)


@dataclass(frozen=True)
class Compared:
    """A mean over worlds in both models, and the chance of a difference this large if both
    were the same.
    """

    quantity: str
    ours: float
    theirs: float
    error: float  # standard error of the difference
    p_value: float  # Fisher's exact test for events, the normal one for numbers


def compare(
    scenario: Scenario, worlds: int, model: type[OneWorld] = MesaObjects, ours: int = 20_000
) -> list[Compared]:
    """Every quantity in `ours` worlds of the model and in `worlds` worlds of a Mesa model."""
    mine = _columns_of_histories(scenario, ours)
    rows = live(model, scenario, worlds)
    theirs = _columns(
        *(
            np.array([row[name] for row in rows])
            for name in ("outcome", "highest_rung", "lowest_compliance", "peak_protest")
        )
    )
    return [_compared(name, mine[name], theirs[name]) for name in QUANTITIES]


def _columns_of_histories(scenario: Scenario, worlds: int) -> dict[str, np.ndarray]:
    h = simulate(scenario, worlds, seed=1).histories
    return _columns(h.outcome, h.highest_rung, h.lowest_compliance, h.peak_protest)


def _columns(
    outcome: np.ndarray, rung: np.ndarray, compliance: np.ndarray, protest: np.ndarray
) -> dict[str, np.ndarray]:
    """One column of numbers for each quantity, each of shape (worlds,)."""
    endings = [outcome == ending for ending in list(Outcome)[1:]]
    return dict(
        zip(QUANTITIES, (endings[0] | endings[1], *endings, rung, compliance, protest), strict=True)
    )


def _compared(name: str, ours: np.ndarray, theirs: np.ndarray) -> Compared:
    """Under the hypothesis that both are the same, an event has one probability and a
    number one variance.
    """
    error = float(np.concatenate([ours, theirs]).std() * np.sqrt(1 / ours.size + 1 / theirs.size))
    difference = float(ours.mean() - theirs.mean())
    if ours.dtype == bool:
        counts = [[int(each.sum()), each.size - int(each.sum())] for each in (ours, theirs)]
        p_value = float(fisher_exact(counts).pvalue)
    else:
        p_value = float(2 * ndtr(-abs(difference) / error))
    return Compared(name, float(ours.mean()), float(theirs.mean()), error, p_value)
