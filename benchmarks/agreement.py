"""Does the model agree with the same law written as Mesa objects? Each with luck of its own, so
only within their errors.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import SimpleNamespace
from typing import Any

import numpy as np
from scipy.special import ndtr
from scipy.stats import fisher_exact

from benchmarks.mesa_objects import MesaObjects, live
from benchmarks.one_world import OneWorld
from sim import Outcome, Scenario, simulate
from sim.world import Rung

SMALL = {"army.soldiers": 64, "public.citizens": 128}
QUANTITIES = (
    "entry",
    "limited entry",
    "full entry",
    "mutiny",
    "uprising",
    "replaced",
    "ultimatum",
    "failed order",
    "highest rung",
    "weeks refusing",
    "weeks stalling",
    "weeks hosting",
    "weeks supplying",
    "weeks posturing",
    "lowest compliance",
    "peak protest",
)

RECORDED = (
    "outcome",
    "ultimatum",
    "failed_orders",
    "highest_rung",
    "rung_weeks",
    "lowest_compliance",
    "peak_protest",
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
    h = simulate(scenario, ours, seed=1, estimator="counted").histories
    mine = _columns(h)
    rows = live(model, scenario, worlds)
    theirs = _columns(
        SimpleNamespace(**{name: np.array([row[name] for row in rows]).T for name in RECORDED})
    )
    return [_compared(name, mine[name], theirs[name]) for name in QUANTITIES]


def _columns(told: Any) -> dict[str, np.ndarray]:
    """One column of numbers for each quantity, each of shape (worlds,)."""
    endings = [told.outcome == ending for ending in list(Outcome)[1:]]
    came, failed = told.ultimatum >= 0, told.failed_orders > 0
    weeks = list(told.rung_weeks[: Rung.LIMITED_ENTRY])
    peaks = (told.lowest_compliance, told.peak_protest)
    columns = (endings[0] | endings[1], *endings, came, failed, told.highest_rung, *weeks, *peaks)
    return dict(zip(QUANTITIES, columns, strict=True))


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
