"""What each lever does: pulled by one prior standard deviation, up and down, at every point.

Whoever pulls a lever changes the world that is believed in, and not what is believed of the rest:
the thresholds that were solved for stay where they are, and so does all luck.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import stdtrit

from experiments.plan.study import Study
from experiments.why.flips.levers import ACTORS, DOWN, TOGETHER, UP, Lever
from experiments.why.flips.starts import scores, unscored
from experiments.why.points.apart import entered
from experiments.why.points.believed import Believed
from sim.estimates.intervals import Estimate
from sim.machine.arrays import Floats
from sim.parameters import Row, table
from sim.priors.of_parameter import column
from sim.scenario import Scenario

Columns = Mapping[str, Floats]


@dataclass(frozen=True)
class Pull:
    """What becomes of P(entry) when a lever, or all of an actor, are pulled."""

    actor: str
    path: str  # of the parameter, or TOGETHER
    way: int  # in which the actor would pull
    step: float | None  # where no prior says how far
    up: Estimate | None  # the change of P(entry) in points of a share; None where it cannot move
    down: Estimate | None
    effect: Estimate  # per sd upwards; of all together, as the actor would

    @property
    def wanted(self) -> Estimate:
        """The effect of pulling as the actor would."""
        each = self.up if self.way == UP else self.down
        return self.effect if each is None else each


def pulled(
    study: Study, believed: Believed, unit: Floats, levers: Sequence[Lever], worlds: int
) -> tuple[Floats, list[Pull]]:
    """P(entry) of every point as it is believed, shape (points,), and what every lever does there,
    the strongest of an actor first; points have worlds of their own, the same whatever is pulled.
    """
    usual = believed.columns(unit)
    allowed = [each for each in levers if each.step is not None or each.path in usual]
    cases = list(_cases(believed, unit, usual, allowed))
    columns = {path: np.asarray(values) for path, values in usual.items()}
    fixed = sorted({path for _, changes in cases for path in changes} - columns.keys())
    every = columns | {path: _as_set(believed.scenario, path, len(unit)) for path in fixed}
    joined = {
        path: np.concatenate([changes.get(path, values) for _, changes in cases])
        for path, values in every.items()
    }
    owners = np.tile(np.arange(1, len(unit) + 1), len(cases))
    ensemble = believed.scenario.varied(joined)
    found = entered(ensemble, owners, worlds, study.seed, study.workers, "a look")
    chances = found.mean(axis=1).reshape(len(cases), len(unit))
    entry = dict(zip((key for key, _ in cases), chances, strict=True))
    return chances[0], pulls(entry, allowed)


def pulls(entry: Mapping[tuple[str, str, int], Floats], levers: Sequence[Lever]) -> list[Pull]:
    """What every lever does, from P(entry) of every point by actor, path and way, shape (points,);
    the strongest of an actor first, all of his together last.
    """
    usual, found = entry["", "", 0], []
    for actor in ACTORS:
        mine = [each for each in levers if each.actor == actor]
        own = [_pull(entry, each) for each in mine]
        found += sorted(own, key=lambda each: -abs(each.effect.probability))
        if mine:
            both = difference(entry[actor, TOGETHER, UP], usual)
            found.append(Pull(actor, TOGETHER, UP, None, both, None, both))
    return found


def difference(one: Floats, other: Floats, of: float = 1.0) -> Estimate:
    """The mean difference over points, a part of it, with its interval; shape (points,) both."""
    less = (one - other) / of
    mean, error = float(less.mean()), float(less.std(ddof=1) / np.sqrt(less.size))
    reach = float(stdtrit(less.size - 1, 0.975)) * error
    return Estimate(mean * less.size, less.size, mean, mean - reach, mean + reach)


def _pull(entry: Mapping[tuple[str, str, int], Floats], lever: Lever) -> Pull:
    usual = entry["", "", 0]
    up, down = (entry.get((lever.actor, lever.path, way)) for way in (UP, DOWN))
    of = 2.0 if up is not None and down is not None else 1.0
    effect = difference(usual if up is None else up, usual if down is None else down, of)
    above, below = (None if each is None else difference(each, usual) for each in (up, down))
    return Pull(lever.actor, lever.path, lever.way, lever.step, above, below, effect)


def _cases(
    believed: Believed, unit: Floats, usual: Columns, levers: Sequence[Lever]
) -> list[tuple[tuple[str, str, int], Columns]]:
    """What is pulled, and the parameters that this changes at every point: first nothing."""
    cases: list[tuple[tuple[str, str, int], Columns]] = [(("", "", 0), {})]
    together: dict[str, dict[str, Floats]] = {}
    for lever in levers:
        for way in (UP, DOWN):
            values = moved(believed, unit, usual, lever, way)
            if values is None:
                continue
            cases.append(((lever.actor, lever.path, way), {lever.path: values}))
            if way == lever.way:
                together.setdefault(lever.actor, {})[lever.path] = values
    everything = [((actor, TOGETHER, UP), changes) for actor, changes in together.items()]
    return cases + everything


def moved(
    believed: Believed, unit: Floats, usual: Columns, lever: Lever, way: int
) -> Floats | None:
    """A parameter at every point after its lever was pulled; None where it cannot move so."""
    rows: dict[str, Row] = {row.path: row for row in table(Scenario())}
    row = rows[lever.path]
    if lever.step is not None:
        now = usual.get(lever.path, _as_set(believed.scenario, lever.path, len(unit)))
        there = np.clip(now + way * lever.step, row.low, row.high)
        return None if np.array_equal(there, now) else there
    names = [each.path for each in believed.prior.coordinates]
    place = names.index(lever.path)
    each = believed.prior.coordinates[place].distribution
    values = each.quantile(unscored(scores(unit[:, place]) + way))
    return np.asarray(column(row, each, values))


def _as_set(scenario: Scenario, path: str, points: int) -> Floats:
    """A parameter of the scenario, the same at every point."""
    value = next(row.value for row in table(scenario) if row.path == path)
    return np.full(points, float(value))
