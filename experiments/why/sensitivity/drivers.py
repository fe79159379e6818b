"""What drives P(entry): Sobol' indices of every group of inputs, on independent replicates of
scrambled points.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from experiments.engine.lots import done
from experiments.plan.study import Study
from experiments.why.points.living import ENTRY, EVENTS
from experiments.why.sensitivity import indices
from experiments.why.sensitivity.evaluated import Deal, lots
from experiments.why.sensitivity.groups import (
    DUMMY,
    LUCK,
    LUCK_TOGETHER,
    PARAMETERS_TOGETHER,
    dice,
    together,
)
from experiments.why.sensitivity.indices import Measured
from experiments.why.sensitivity.inputs import Inputs
from experiments.why.sensitivity.odds import LEAST, log_odds
from experiments.why.sensitivity.replicates import base_points, seeds
from sim.machine.arrays import Floats

SHARE = "share of entry"  # P(entry) itself; the other outputs are the log odds of events
OUTPUTS = (*EVENTS, SHARE)


@dataclass(frozen=True)
class Driver:
    """A group of inputs, and how much of an output's variance it decides."""

    output: str
    group: str
    alone: Measured  # first-order index
    whole: Measured  # total index: with all that it does together with others


@dataclass(frozen=True, eq=False)
class Drivers:
    """The drivers of every output, and what the outputs were."""

    every: Sequence[Driver]
    added: Mapping[str, Measured]  # by output: what the groups decide alone, added up
    spread: Mapping[str, float]  # by output: its standard deviation over the points
    floored: Mapping[str, float]  # by output: share of the points at the least or greatest chance
    shares: Floats  # of the points A and B: chances of the events, shape (events, points)
    worlds: int  # of an evaluation
    points: int  # of a replicate
    evaluations: int
    least: float = LEAST  # the chance that a rarer one counts as

    def of(self, output: str) -> list[Driver]:
        """The drivers of one output, in the order of the groups."""
        return [each for each in self.every if each.output == output]


@dataclass(frozen=True)
class Swap:
    """A group of inputs that is taken from B: parts of the cube, owners of luck."""

    group: str
    parts: tuple[str, ...] = ()
    luck: tuple[str, ...] = ()


def swaps(inputs: Inputs) -> list[Swap]:
    """Every group; last, and no part of a sum, all parameters and all luck."""
    single = [Swap(name, parts=(name,)) for name in inputs.parts]
    dealt = [Swap(dice(owner), luck=(owner,)) for owner in LUCK]
    together = [Swap(PARAMETERS_TOGETHER, parts=inputs.owners), Swap(LUCK_TOGETHER, luck=LUCK)]
    return [*single, *dealt, *together]


def drivers(study: Study, points: int, worlds: int) -> Drivers:
    """What drives a study's outcome, from so many base points a replicate (a power of two) and
    worlds an evaluation.

    Raises UserError where nothing is left to vary, Interrupted after Ctrl-C.
    """
    inputs = Inputs.of(study)
    mine = swaps(inputs)
    a, b = base_points(inputs.width, points, study.seed)
    deal = Deal(seeds(study.seed))
    work = lots(inputs, a, worlds, deal.luck(worlds))
    work += lots(inputs, b, worlds, deal.swap(LUCK).luck(worlds))
    for each in mine:
        unit = inputs.swapped(a, b, each.parts)
        work += lots(inputs, unit, worlds, deal.swap(each.luck).luck(worlds))
    parts = done(work, study.workers, "what drives entry")
    lived = np.concatenate(parts, axis=1).reshape(len(EVENTS), len(mine) + 2, len(a))
    return summed(lived, [each.group for each in mine], worlds, points)


def summed(lived: Floats, groups: Sequence[str], worlds: int, points: int) -> Drivers:
    """The drivers from the chances of the events at A, at B and at A with each group from B, shape
    (events, 2 + groups, replicates * points).
    """
    odds = dict(zip(EVENTS, log_odds(lived), strict=True))
    outputs = odds | {SHARE: lived[EVENTS.index(ENTRY)]}
    every, added, spread = [], {}, {}
    for name, values in outputs.items():
        f_a, f_b, *f_abs = values.reshape(len(values), -1, points)
        alone = [indices.first(f_a, f_b, each) for each in f_abs]
        for group, mine, f_ab in zip(groups, alone, f_abs, strict=True):
            whole = indices.total(f_a, f_b, f_ab)
            every.append(Driver(name, group, Measured.over(mine), Measured.over(whole)))
        every.append(_dummy(name, f_a, f_b))
        single = [mine for group, mine in zip(groups, alone, strict=True) if not together(group)]
        added[name] = Measured.over(np.sum(single, axis=0))
        spread[name] = float(np.sqrt(indices.variance(f_a, f_b).mean()))
    bounded = (lived[:, :2] <= LEAST) | (lived[:, :2] >= 1 - LEAST)
    floored = dict(zip(EVENTS, bounded.mean(axis=(1, 2)).tolist(), strict=True))
    shares = lived[:, :2].reshape(len(EVENTS), -1)
    return Drivers(every, added, spread, floored, shares, worlds, points, lived[0].size)


def _dummy(output: str, f_a: Floats, f_b: Floats) -> Driver:
    """An input that nothing uses: A with it from B is A, so that it need not be lived."""
    alone = indices.first_by_squares(f_a, f_b, f_a)
    return Driver(output, DUMMY, Measured.over(alone), Measured.over(indices.total(f_a, f_b, f_a)))
