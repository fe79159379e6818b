"""WarEntry: five actors, many worlds, a week at a time."""

from __future__ import annotations

from typing import Any

import mesa
import numpy as np
from mesa.datacollection import DataCollector

from sim.agents import lukashenko
from sim.agents.army import Army
from sim.agents.lukashenko import Lukashenko
from sim.agents.opposition import Opposition
from sim.agents.public import Public
from sim.agents.putin import Putin
from sim.estimates.foresight import Foresight
from sim.estimates.histories import DRAWN, MASSES, Histories
from sim.laws import pressure, regime, theatre
from sim.laws.choice import draw
from sim.luck import MAX_WORLDS, Channel, Luck
from sim.machine.arrays import Bools, Floats
from sim.parameters import ScenarioError
from sim.scenario import Scenario
from sim.start import begin
from sim.world import NEVER, Outcome, World

REPORTED = (
    "front", "border_defence", "contingent", "pressure", "credit", "backing", "hosting", "capacity",
    "repression", "protest", "compliance", "prospects", "demand", "putin", "lukashenko",
    "opposition", "outcome",
)  # fmt: skip


class WarEntry(mesa.Model):
    """A batch of worlds under one scenario; with one world it is an ordinary Mesa model.

    Each week, in this order:

    1. The army takes stock: how many soldiers would obey an order to fight.
    2. The theatre: the season sets the ground, and with it the prospects of a northern offensive.
    3. Putin leans on Minsk: the demand, the pressure that is felt, the contingent.
    4. Lukashenko answers on the ladder of concessions.
    5. The opposition organises, agitates, mobilises or sabotages.
    6. The army answers an order to enter, if one was given; then its morale drifts.
    7. The public protests or stays at home, and repression answers.
    8. The regime may fall: replaced by Moscow or by insiders, or brought down by the street.
    9. The front drifts and the northern defences grow.

    Worlds that have ended leave the batch when the next week begins; nobody else's luck changes.
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        worlds: int = 1,
        first_world: int = 0,
        seed: int = 0,
        collect: bool = True,
        conditional: bool = False,
        **named: Any,
    ) -> None:
        """Worlds first_world, first_world + 1, ... of a seed; `named` changes parameters by path,
        as mesa.batch_run gives them.

        With `conditional` no ending is drawn: its chance is added up and the world goes on (see
        `foresight`).
        """
        _check(worlds, first_world, seed)
        super().__init__(rng=seed)
        self.scenario = (scenario or Scenario()).but(named)
        self.luck, self.conditional = Luck(seed), conditional
        self.week = 0
        self.resolve = pressure.course(
            self.scenario.pressure, self.scenario.first_day, self.scenario.weeks
        )
        self.putin, self.lukashenko, self.army = Putin(self), Lukashenko(self), Army(self)
        self.public, self.opposition = Public(self), Opposition(self)
        numbers = np.arange(first_world, first_world + worlds, dtype=np.uint64)
        self.world = begin(self.scenario, numbers, self.luck)
        self.histories = Histories.unwritten(numbers)
        self.datacollector = (
            DataCollector(model_reporters={name: _mean(name) for name in REPORTED})
            if collect
            else None
        )

    def step(self) -> None:
        """Live one week in every world that has not ended."""
        if not self.running:
            return
        self._let_go()
        world, scenario, week = self.world, self.scenario, self.week
        luck = self.luck.of_week(week, world.number)
        self.army.take_stock(world, scenario)
        world.prospects = theatre.prospects(
            world, theatre.passable(scenario.theatre, scenario.first_day, week), scenario.theatre
        )
        world.needed = scenario.army.needed(world.prospects)
        resolve = float(self.resolve[week])
        foresight = (
            Foresight(world, self.luck, luck, week, resolve, scenario) if self.conditional else None
        )
        self.putin.act(
            world,
            luck,
            week,
            resolve,
            self._forecast,
            scenario,
            foresight.choose_putin if foresight else draw,
        )
        self.lukashenko.act(
            world, luck, scenario, foresight.choose_lukashenko if foresight else draw
        )
        self.opposition.act(world, luck, scenario)
        self.army.act(world, week, scenario)
        self.army.drift(world, luck[Channel.ARMY_MOOD], self.luck, week, scenario)
        self.public.act(world, self.luck, week, scenario)
        foresight.fall() if foresight else regime.fall(world, luck, week, scenario)
        world.peak_contingent = np.maximum(world.peak_contingent, world.contingent)
        theatre.move(world, luck[Channel.FRONT], scenario.theatre)
        self._close_week(foresight)

    def _forecast(self, world: World, demand: Any, pressure: Any, believed: Any) -> Floats:
        """How Lukashenko would answer: what Putin sees when he puts himself in his place."""
        return lukashenko.answer(
            lukashenko.judge(world, demand, pressure, believed, self.scenario), self.scenario
        )

    def _close_week(self, foresight: Foresight | None) -> None:
        last = self.week + 1 == self.scenario.weeks
        ended = self.world.ended == self.week
        tell = ended | (last & (self.world.ended == NEVER))
        self.histories.write(foresight.as_drawn() if foresight else self.world, tell, DRAWN)
        finished = np.full(tell.shape, last) if foresight else tell
        self._settle(finished)
        self.histories.write(self.world, finished, MASSES)
        self.week += 1
        self.running = not (last or finished.all())
        if self.datacollector is not None:
            self.datacollector.collect(self)

    def _settle(self, finished: Bools) -> None:
        """What is left of a finished world's weight goes to how it stands."""
        world = self.world
        if finished.any():
            outcome = (
                np.full(world.worlds, int(Outcome.NO_ENTRY)) if self.conditional else world.outcome
            )
            world.spend(
                np.where(finished, world.weight, 0.0), outcome, world.highest_rung, world.blocked
            )

    def _let_go(self) -> None:
        staying = self.world.ended == NEVER
        if not (self.conditional or staying.all()):
            self.world.keep(staying)


def _mean(name: str) -> Any:
    return lambda model: float(np.mean(getattr(model.world, name)))


def _check(worlds: int, first_world: int, seed: int) -> None:
    if worlds < 1 or first_world < 0 or first_world + worlds > MAX_WORLDS:
        raise ScenarioError(
            f"worlds {first_world} to {first_world + worlds - 1} are not within 0 to "
            f"{MAX_WORLDS - 1}"
        )
    if not 0 <= seed < 2**64:
        raise ScenarioError(f"seed = {seed} is outside [0, {2**64 - 1}]")
