"""Rare events on the way: worlds that come nearer to the event are copied (see `families`).

For questions that are thresholds on a world's path, such as compliance falling below a tenth, no
chance is known before a draw, so the conditional estimator cannot help. Splitting can, where the
way to the event leads over levels. A pilot sets the levels, so that about one in `SPLIT` of the
worlds that came to a level comes to the next; families with luck of their own then give the
estimate, or none (see `trust`).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.scenario import Scenario
from sim.simulation import batch_size
from sim.splitting.events import Event, counted
from sim.splitting.families import SPLIT, TOGETHER, Families, Leaves
from sim.splitting.trust import Answer, Split

Advance = Callable[[int], None]  # told how many more first worlds have been lived
_PILOT = 512  # first worlds of a round of the pilot
_SEEN = 20  # families of the pilot that have to come to a level
_OWN_LUCK = 2**31  # first number of the worlds that are split; plain worlds stay below


def _silent(worlds: int) -> None:
    """Nobody is told."""


def answer(
    scenario: Scenario, event: Event, worlds: int = 8192, seed: int = 0, advance: Advance = _silent
) -> Answer:
    """P(event before the world ends), by splitting so many first worlds and by counting in as many
    worlds as that cost, and no fewer.
    """
    split = rare(scenario, event, worlds, seed, advance)
    return Answer(split, counted(scenario, event, split.as_many, seed))


def rare(
    scenario: Scenario, event: Event, worlds: int = 8192, seed: int = 0, advance: Advance = _silent
) -> Split:
    """P(event before the world ends) from the families of so many first worlds.

    Raises ScenarioError where there are too few of them, or where the event is not one.
    """
    if worlds < 2:
        raise ScenarioError(f"worlds = {worlds}: at least 2 are needed")
    event.check(scenario)
    levels, number, weeks = pilot(scenario, event, seed, advance)
    chances, heaviest, size = [], 0.0, max(1, batch_size(scenario, TOGETHER) // SPLIT)
    for first in range(0, worlds, size):
        batch = min(size, worlds - first)
        families = Families(scenario, event, levels, batch, seed, number)
        leaves = families.live()
        chances.append(leaves.chances(batch))
        heaviest = max(heaviest, leaves.heaviest)
        number, weeks = families.number, weeks + families.lived
        advance(batch)
    values = tuple(event.value(float(each)) for each in levels)
    return Split.of(np.concatenate(chances), heaviest, values, -(-weeks // scenario.weeks))


def pilot(
    scenario: Scenario, event: Event, seed: int, advance: Advance = _silent
) -> tuple[Floats, int, int]:
    """Levels that about one in SPLIT comes to from the one before, the next number that is free,
    and the weeks that finding them cost.

    Every round splits at the levels known so far, and sees further.
    """
    levels, number, weeks = np.zeros(0), _OWN_LUCK, 0
    while True:
        advance(0)
        leaves, number, lived = _round(scenario, event, levels, seed, number)
        weeks += lived
        further = _further(leaves, levels)
        if further.size == 0:
            return levels, number, weeks
        levels = np.append(levels, further)


def _round(
    scenario: Scenario, event: Event, levels: Floats, seed: int, number: int
) -> tuple[Leaves, int, int]:
    """The leaves of a round of the pilot, the next number that is free, the weeks lived."""
    parts, weeks, size = [], 0, max(1, batch_size(scenario, TOGETHER) // SPLIT)
    for first in range(0, _PILOT, size):
        families = Families(scenario, event, levels, min(size, _PILOT - first), seed, number)
        parts.append(families.live().renumbered(first))
        number, weeks = families.number, weeks + families.lived
    return Leaves.joined(parts), number, weeks


def _further(leaves: Leaves, levels: Floats) -> Floats:
    """Levels beyond those known, as far as enough families have come."""
    last, found = levels[-1] if levels.size else -np.inf, []
    while (level := _next(leaves, last)) is not None:
        found.append(level)
        last = level
    return np.array(found)


def _next(leaves: Leaves, last: float) -> float | None:
    """How near one in SPLIT of the weight at the last level came.

    None where the event itself is as likely, or where too few families came any nearer.
    """
    order = np.argsort(leaves.nearest)
    nearest, tail = leaves.nearest[order], np.cumsum(leaves.weight[order][::-1])[::-1]
    beyond = np.unique(nearest[nearest > last])
    if beyond.size == 0:
        return None
    shares = tail[np.searchsorted(nearest, beyond)] / tail[np.searchsorted(nearest, last)]
    level = beyond[max(int(np.count_nonzero(shares >= 1 / SPLIT)) - 1, 0)]
    families = np.unique(leaves.family[leaves.nearest >= level]).size
    return None if np.isinf(level) or families < _SEEN else float(level)
