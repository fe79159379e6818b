"""WarEntry: five actors, many worlds, a week at a time."""

from __future__ import annotations

import secrets
from typing import Any

import mesa
import numpy as np
from mesa.datacollection import DataCollector
from numpy.typing import NDArray

from sim.agents.army import Army
from sim.agents.lukashenko import Lukashenko, forecast
from sim.agents.opposition import Opposition
from sim.agents.public import Public
from sim.agents.putin import Putin
from sim.allowed import ScenarioError
from sim.by_world import fixed
from sim.estimates.drawing import Drawn
from sim.estimates.foresight import Foreseen
from sim.estimates.histories import Histories
from sim.estimates.weekly import QUANTITIES
from sim.laws import pressure, regime, theatre
from sim.laws.given import otherwise
from sim.luck import MAX_POINTS, MAX_WORLDS, Luck
from sim.machine.arrays import Bools
from sim.scenario import Scenario
from sim.start import begin
from sim.week import Endings, Week
from sim.world import NEVER, World

REPORTED = (*QUANTITIES, "demand", "putin", "lukashenko", "opposition", "outcome")
_DRAWN_BITS = 53  # of a seed that nobody gave: a table of floats still holds it exactly


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
    9. The front drifts, the northern defences grow; private reasons and mistakes wander.

    Entry is the first ending of a world, but not the last week of it: it goes on until his rule
    ends. Worlds in which it has leave the batch when the next week begins; nobody else's luck
    changes.
    """

    def __init__(
        self,
        scenario: Scenario | None = None,
        *,
        worlds: int = 1,
        first_world: int = 0,
        numbers: NDArray[np.uint64] | None = None,
        seed: int | None = None,
        collect: bool = True,
        conditional: bool = False,
        follow_entry: bool = True,
        endings: Endings | None = None,
        luck: Luck | None = None,
        **named: Any,
    ) -> None:
        """Worlds first_world, first_world + 1, ... of a seed, or those of some numbers; `named`
        changes parameters by path, as mesa.batch_run gives them. Without a seed one is drawn:
        `luck.seed`, also collected.

        With `conditional` no ending is drawn: its chance is added up and the world goes on (see
        `foresight`). Otherwise a world that enters the war goes on as well, to the end of his rule
        or to the horizon, unless `follow_entry` is false. `endings` is another way to meet them,
        `luck` another than that of the seed.
        """
        if luck is not None:
            seed = luck.seed
        seed = secrets.randbits(_DRAWN_BITS) if seed is None else seed
        _check(worlds, first_world, seed)
        if numbers is None:
            numbers = np.arange(first_world, first_world + worlds, dtype=np.uint64)
        super().__init__(rng=seed)
        given = scenario or Scenario()
        given = given.but(named) if named else given
        self.given = given = given.in_worlds(numbers)
        self._otherwise = otherwise(given, week=0)
        self.assumptions = fixed(given, self._otherwise)
        self.luck, self.lived = luck or Luck(seed), 0
        self.putin, self.lukashenko, self.army = Putin(self, forecast), Lukashenko(self), Army(self)
        self.public, self.opposition = Public(self), Opposition(self)
        self.world = begin(given, numbers, self.luck)
        usual = Foreseen if conditional else Drawn
        self.endings: Endings = endings or usual.of(numbers.size, follow_entry)
        self.histories = Histories.unwritten(numbers)
        self.datacollector = _collector() if collect else None

    def step(self) -> None:
        """Live one step in every world that has not ended: a week, or half of one."""
        if not self.running:
            return
        self._let_go(self.endings.over(self.world, last=False))
        self._turn()
        world, week, scenario = self.world, self.this_week(), self.assumptions
        world.beyond = world.ended != NEVER
        theatre.begin_week(world, week, scenario)
        self.army.take_stock(world, week, scenario)  # 1
        theatre.look(world, week, scenario)  # 2
        self.putin.act(world, week, scenario)  # 3
        self.lukashenko.act(world, week, scenario)  # 4
        self.opposition.act(world, week, scenario)  # 5
        self.army.act(world, week, scenario)  # 6
        self.public.act(world, week, scenario)  # 7
        self.endings.fall(world, week, scenario)  # 8
        self._pass(world, week, scenario)  # 9
        self._close(week)

    def _let_go(self, over: Bools) -> None:
        if over.any():
            staying = np.flatnonzero(~over)
            self.world.keep(staying)
            unchanged = self.assumptions is self.given
            self.given = self.given.keep(staying)
            self.assumptions = self.given if unchanged else self.assumptions.keep(staying)

    def _turn(self) -> None:
        """Let a week begin: the assumptions are the scenario as it stands in it."""
        now = otherwise(self.given, self.week)
        if now != self._otherwise:
            self._otherwise, self.assumptions = now, fixed(self.given, now)

    def this_week(self) -> Week:
        """The step that begins, with its luck in the worlds still lived."""
        given, steps = self.assumptions, self.assumptions.steps_per_week
        number = self.lived // steps
        return Week(
            number=number,
            step=self.lived,
            span=1 / steps,
            ends=(self.lived + 1) % steps == 0,
            resolve=pressure.resolve_in(given.pressure, given.first_day, given.weeks, number),
            ground=theatre.passable(given.theatre, given.first_day, number),
            draws=self.luck.of_week(self.lived, self.world.number),
            luck=self.luck,
            endings=self.endings,
        )

    @property
    def week(self) -> int:
        """How many weeks have been lived to their end."""
        return self.lived // self.assumptions.steps_per_week

    def _pass(self, world: World, week: Week, scenario: Scenario) -> None:
        """What time does by itself: weeks are counted, defeats are forgotten, the front drifts,
        leaders' private reasons and mistakes wander.
        """
        self.lukashenko.count_weeks(world, week)
        regime.forget(world, week, scenario)
        theatre.move(world, week, scenario)
        for leader in (self.putin, self.lukashenko):
            leader.wander(world, week, scenario)

    def _close(self, week: Week) -> None:
        """Write down the worlds that have ended; in the last step, all."""
        last = week.ends and week.number + 1 == self.assumptions.weeks
        told = self.endings.told(self.world, week)
        ends = (told.ended == week.number) & ~told.beyond
        self.histories.write(told, ends | (last & (told.ended == NEVER)))
        over = np.flatnonzero(self.endings.over(self.world, last))
        if over.size:
            self.histories.settle(self.world, over, self.endings.settled(self.world, over))
            self.endings.follow(self.histories, self.world, over)
        self.lived += 1
        self.running = not (last or over.size == self.world.worlds)
        if self.datacollector is not None and week.ends:
            self.datacollector.collect(self)


def _collector() -> Any:
    means = {name: _mean(name) for name in REPORTED}
    return DataCollector(model_reporters={"seed": _seed, **means})


def _seed(model: WarEntry) -> int:
    return model.luck.seed


def _mean(name: str) -> Any:
    return lambda model: float(np.mean(getattr(model.world, name)))


def _check(worlds: int, first_world: int, seed: int) -> None:
    point, first = divmod(first_world, MAX_WORLDS)
    if worlds < 1 or not 0 <= point < MAX_POINTS or first + worlds > MAX_WORLDS:
        raise ScenarioError(
            f"worlds {first_world} to {first_world + worlds - 1} are not within 0 to "
            f"{MAX_WORLDS - 1}"
        )
    if not (isinstance(seed, (int, np.integer)) and 0 <= seed < 2**64):
        raise ScenarioError(f"seed = {seed} is outside [0, {2**64 - 1}]")
