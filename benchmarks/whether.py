"""Should it be foreseen whether a leader reconsiders, or be drawn first?

`python -m benchmarks.whether` lives the same worlds twice: with only foreseen what a leader chooses
once he has been drawn to reconsider, as the estimator does; and with the chance of an entry of a
week summed over whether both leaders reconsider as well. It prints what the second would save in
variance, and what it costs.

The sum over whether is added up on the same histories. Their law is that of the first estimator,
which differs from that of the second by terms of the order of the chance of entry within a week, so
the comparison is for scenarios in which entry is rare, where foreseeing is for.
"""

from __future__ import annotations

import sys
import time
from copy import copy
from dataclasses import replace

import numpy as np

from sim import Scenario
from sim.agents.leader import Leader, Turn
from sim.agents.minsk import entry_demanded
from sim.estimates.foresight import Foreseen
from sim.estimates.orders import verdicts
from sim.laws.choice import in_order
from sim.laws.time import acted
from sim.machine.arrays import Floats, Whole
from sim.model import WarEntry
from sim.week import Week
from sim.world import ENTRY_RUNGS, Outcome, Rung, World

SCENARIOS = {
    "observed": {"pressure.level": 0.4},
    "observed, morale .52": {"pressure.level": 0.4, "army.morale": 0.52},
    "pressure 0.5": {"pressure.level": 0.5},
    "high": {"pressure.level": 0.6},
}

SMALL = {"army.soldiers": 128, "public.citizens": 128}  # the question is one of leaders


def entry_chance(leader: Leader, world: World, week: Week, scenario: Scenario) -> Floats:
    """Chance that this week brings entry, summed over whether Putin and Lukashenko reconsider and
    over what they choose, shape (worlds,).
    """
    awake = replace(week, draws={**week.draws, leader.wakes: np.zeros(world.worlds)})
    turn = leader.turn(world, awake, scenario)
    again = acted(leader.restlessness(world, week, scenario), week.span)
    asleep = Turn(turn.standing, np.zeros(0, dtype=np.int64), None, turn.probability[:, :0])
    chance = np.zeros(world.worlds)
    for option, demand in enumerate(scenario.putin.demands):
        if not entry_demanded(np.array(demand), scenario.lukashenko):
            continue
        standing = np.where(turn.standing == option, 1 - again, 0.0)
        chosen = again * turn.probability[option]
        for weight, how in ((standing, asleep), (chosen, turn)):
            choice = np.full(world.worlds, option) if how is turn else turn.standing
            chance += weight * _enters(leader, how, choice, weight > 0, world, week, scenario)
    return chance


def _enters(
    leader: Leader, turn: Turn, choice: Whole, where: np.ndarray, world: World, week: Week,
    scenario: Scenario,
) -> Floats:  # fmt: skip
    entering, places = np.zeros(world.worlds), np.flatnonzero(where)
    if places.size == 0:
        return entering
    imagined = copy(world)
    leader.write(choice, turn, imagined, week, scenario)
    answering = leader.model.lukashenko
    there, then = imagined.at(places), week.at(places)
    awake = replace(then, draws={**then.draws, answering.wakes: np.zeros(places.size)})
    answer = answering.turn(there, awake, scenario).chances()
    again = acted(answering.restlessness(there, then, scenario), week.span)
    rungs = np.zeros((len(Rung), world.worlds))
    rungs[:, places] = again * answer
    holds = verdicts({0: rungs}, world, scenario) != Outcome.NO_ENTRY
    entering[places] = in_order(rungs[list(ENTRY_RUNGS)] * holds)[places]
    return entering


class Whether(Foreseen):
    """Foresees as ever, and sums the chance of entry over whether leaders reconsider beside it."""

    summed: Floats | None = None
    left: Floats | None = None

    def _choose_putin(
        self, leader: Leader, turn: Turn, world: World, week: Week, scenario: Scenario
    ) -> Whole:
        chance = entry_chance(leader, world, week, scenario)
        if self.summed is None:
            self.summed, self.left = np.zeros(world.worlds), np.ones(world.worlds)
        self.summed = self.summed + self.left * chance
        self.left = self.left * (1 - chance)
        return super()._choose_putin(leader, turn, world, week, scenario)


def compared(scenario: Scenario, worlds: int, seed: int = 0) -> dict[str, float]:
    """Means, variances and processor time of both, on the same worlds."""
    seconds = {}
    for kind in (Foreseen, Whether):
        started = time.process_time()
        model = WarEntry(scenario, worlds=worlds, seed=seed, collect=False, conditional=True)
        model.endings = kind.of(worlds)
        while model.running:
            model.step()
        seconds[kind] = time.process_time() - started
        first = model.histories.chances[[Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY]].sum(axis=0)
        summed = getattr(model.endings, "summed", None)
    assert summed is not None
    return {
        "drawn first": float(first.mean()),
        "foreseen": float(summed.mean()),
        "variance": float(first.var() / max(summed.var(), 1e-300)),
        "cost": seconds[Whether] / seconds[Foreseen],
    }


def main(arguments: list[str]) -> None:
    """Print the comparison."""
    worlds = int(arguments[0]) if arguments else 4000
    print(f"Whether a leader reconsiders: drawn first, or foreseen too; {worlds:,} worlds")
    print(f"  {'scenario':<22}{'P, drawn first':>15}{'P, foreseen':>13}{'variance':>10}{'cost':>7}")
    for name, changes in SCENARIOS.items():
        scenario = Scenario().but(SMALL | changes)
        compared(scenario, 16)  # compiles what is not yet
        found = compared(scenario, worlds)
        print(
            f"  {name:<22}{found['drawn first']:>15.5f}{found['foreseen']:>13.5f}"
            f"{found['variance']:>10.2f}{found['cost']:>7.2f}"
        )
    print("variance: of drawing first as a multiple of the other's; cost: of the other's, added")


if __name__ == "__main__":
    main(sys.argv[1:])
