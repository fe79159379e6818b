"""Screening of single parameters by elementary effects [Morris1991; Campolongo2007]: which of some
two hundred move the log odds of P(entry) at all, wherever the others stand.

A trajectory moves one parameter after the other. All of them move between the 5 % and the 95 %
quantile of what is believed of each by itself, on a grid of four levels; an elementary effect is
the change of the log odds for the whole way from 5 to 95 %.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec

import numpy as np

from experiments.mistakes import UserError
from experiments.plan.study import Study
from experiments.why.points.believed import Believed
from experiments.why.points.living import ENTRY, EVENTS, lived
from experiments.why.sensitivity.indices import Measured
from experiments.why.sensitivity.odds import log_odds
from sim.machine.arrays import Floats

LOW, HIGH = 0.05, 0.95  # quantiles of the belief between which a parameter moves
WORLDS = 32  # of a point, the same of all
INSTALL = "pip install 'belarus-war-entry[why]'"
_LEVELS, _STREAM = 4, 63


@dataclass(frozen=True)
class Screened:
    """A parameter: how much it moves the log odds of entry."""

    name: str
    owner: str
    meaning: str
    strength: Measured  # mu*: the mean size of its effects
    lean: float  # mu: the mean effect, with its sign
    spread: float  # sigma: how much its effect depends on the others, or bends


def check_installed() -> None:
    """Raise UserError where what draws the trajectories is not installed."""
    if find_spec("SALib") is None:
        raise UserError(f"screening needs SALib: {INSTALL}, or leave it out with morris=0")


def screening(study: Study, trajectories: int, worlds: int = WORLDS) -> list[Screened]:
    """Every single parameter of a study, the strongest first.

    Raises UserError where SALib is missing, Interrupted after Ctrl-C.
    """
    check_installed()
    believed = Believed.of(study)
    unit = walked(len(believed.names), trajectories, study.seed)
    ensemble = believed.ensemble(at_quantiles(believed, LOW + (HIGH - LOW) * unit))
    what = "the screening"
    found = lived(ensemble, worlds, study.seed, study.workers, what)[EVENTS.index(ENTRY)]
    moved = effects(unit, log_odds(found.mean(axis=1)), trajectories)
    return ranked(believed, moved)


def ranked(believed: Believed, moved: Floats) -> list[Screened]:
    """The parameters by strength, from their effects, shape (trajectories, coordinates)."""
    strengths = [Measured.over(each) for each in np.abs(moved).T]
    coordinates = believed.prior.coordinates
    spread = np.std(moved, axis=0, ddof=1)
    rows = [
        Screened(each.name, owner, each.meaning, strength, float(mean), float(sigma))
        for each, owner, strength, mean, sigma in zip(
            coordinates, believed.owners, strengths, moved.mean(axis=0), spread, strict=True
        )
    ]
    return sorted(rows, key=lambda row: -row.strength.value)


def walked(width: int, trajectories: int, seed: int) -> Floats:
    """Trajectories through the unit cube, one after the other, shape (trajectories * (width + 1),
    width).
    """
    from SALib.sample import morris

    luck = np.random.default_rng([seed, _STREAM])
    names = [f"x{place}" for place in range(width)]
    problem = {"num_vars": width, "names": names, "bounds": [[0.0, 1.0]] * width}
    points: Floats = morris.sample(problem, trajectories, num_levels=_LEVELS, seed=luck)
    return points


def effects(unit: Floats, odds: Floats, trajectories: int) -> Floats:
    """Elementary effects, shape (trajectories, width): of each step the change of the output over
    the change of the one coordinate that moved.
    """
    steps = np.diff(unit.reshape(trajectories, -1, unit.shape[1]), axis=1)
    changes = np.diff(odds.reshape(trajectories, -1), axis=1)
    moved = np.abs(steps).argmax(axis=2)
    found = np.empty((trajectories, unit.shape[1]))
    by = np.take_along_axis(steps, moved[:, :, None], axis=2)[:, :, 0]
    np.put_along_axis(found, moved, changes / by, axis=1)
    return found


def at_quantiles(believed: Believed, unit: Floats) -> Floats:
    """Points as shares of the prior, from quantiles of what is believed of each coordinate by
    itself; same shape (points, coordinates).
    """
    if believed.vectors is None:
        return unit
    columns = zip(believed.vectors.T, unit.T, strict=True)
    return np.array([np.quantile(own, shares) for own, shares in columns]).T


def strongest(found: Sequence[Screened], many: int) -> list[str]:
    """The names of the strongest."""
    return [each.name for each in found[:many]]
