"""What has to be lived to see every mechanism of a scenario."""

from __future__ import annotations

from typing import Any

from experiments.why.mechanisms.trials import Trial
from experiments.why.mechanisms.watching import YEAR
from sim.laws.pressure import LEVELS
from sim.scenario import Scenario
from sim.world import ENTRY_RUNGS, Rung

BETWEEN = 0.7  # the pressure at which troops are compared: entry is neither rare nor saturated
TROOPS = (2.0, 9.0, 30.0)  # thousand
SURGE = (12, 16)  # weeks in which resolve jumps to 1
FALL = (12, 14)  # weeks in which the front falls, by FALLEN in all
FALLEN, NOTICED = 0.10, 4  # and for how many weeks more it may be noticed
SIZES, FULL_SIZES = (128, 512, 2048), (8192, 48000)  # soldiers
MORALE = 0.10  # by which morale is lowered and raised
STEPS = (1, 2)  # a week
STEPPED = ("severe", "maximum")  # levels at which entry is common enough to tell them apart
PRESSING = ("observed", "high", "severe", "maximum")
BARRED = "never entry"
ENTERS = Rung.LIMITED_ENTRY  # the entry whose year is held against what he expects of it
BELOW = tuple(rung for rung in Rung if rung not in ENTRY_RUNGS)


def trials(base: Scenario, worlds: int, full: bool) -> dict[str, Trial]:
    """Every trial by name; the slow ones are those of large armies, and of every rung kept for a
    year.
    """
    return {
        **_by_level(base, worlds, BELOW if full else (Rung.REFUSE,)),
        **_of_survival(base, worlds),
        **_of_morale(base, 3 * worlds),
        **_of_size(base, worlds, full),
        **_of_attention(base, worlds),
        **_of_troops(base, worlds),
        **_of_the_step(base, 2 * worlds),
    }


def kept(level: str, rung: Rung) -> str:
    """The trial in which he keeps a rung from the first ultimatum on."""
    return f"{level}, {rung.name.lower()} kept"


def troops(thousand: float) -> str:
    """The trial with a contingent that is held."""
    return f"{thousand:g} thousand troops"


def size(soldiers: int) -> str:
    """The trial with so many soldiers simulated."""
    return f"{soldiers:,} soldiers"


def steps_of(level: str, steps: int) -> str:
    """The trial with so many steps a week."""
    return f"{level}, {steps} steps a week"


def at(base: Scenario, level: float, weeks: int = YEAR, **changes: Any) -> Scenario:
    """A scenario at a level of pressure, and otherwise as it is; groups and names of `changes` are
    joined by two underlines.
    """
    named = {name.replace("__", "."): value for name, value in changes.items()}
    return base.but({"pressure.level": level, "weeks": weeks} | named)


def _by_level(base: Scenario, worlds: int, rungs: tuple[Rung, ...]) -> dict[str, Trial]:
    found = {}
    for name, level in LEVELS.items():
        two_years = at(base, level, 2 * YEAR)
        found[name] = Trial(two_years, worlds)
        found[f"{name}, {BARRED}"] = Trial(_forced(two_years, BARRED), worlds)
        for rung in rungs:
            answer = f"first ultimatum: lukashenko={rung.name} for {YEAR} weeks"
            found[kept(name, rung)] = Trial(_forced(two_years, f"{BARRED}; {answer}"), worlds)
        enters = f"first ultimatum: lukashenko={ENTERS.name} for {YEAR} weeks"
        found[kept(name, ENTERS)] = Trial(_forced(two_years, enters), worlds)
        found[f"{name}, foreseen"] = Trial(at(base, level), worlds, watched=False)
    return found


def _forced(scenario: Scenario, force: str) -> Scenario:
    return scenario.but({"force": "; ".join(each for each in (scenario.force, force) if each)})


def _of_survival(base: Scenario, worlds: int) -> dict[str, Trial]:
    return {
        f"{name}, without survival": Trial(
            at(base, LEVELS[name], lukashenko__survival=0.0), worlds, watched=False
        )
        for name in PRESSING
    }


def _of_morale(base: Scenario, worlds: int) -> dict[str, Trial]:
    changes = {"usual morale": 0.0, "lower morale": -MORALE, "higher morale": MORALE}
    return {
        name: Trial(
            at(
                base,
                LEVELS["observed"],
                army__morale=min(max(base.army.morale + change, 0.0), 1.0),
            ),
            worlds,
            watched=False,
        )
        for name, change in changes.items()
    }


def _of_size(base: Scenario, worlds: int, full: bool) -> dict[str, Trial]:
    return {
        size(soldiers): Trial(
            at(base, LEVELS["severe"], army__soldiers=soldiers),
            worlds if soldiers in SIZES else max(worlds // 4, 1),
            watched=False,
        )
        for soldiers in (*SIZES, *(FULL_SIZES if full else ()))
    }


def _of_attention(base: Scenario, worlds: int) -> dict[str, Trial]:
    observed = LEVELS["observed"]
    jumps = [observed] * SURGE[0] + [1.0] * (SURGE[1] - SURGE[0])
    level, noticed = at(base, observed, SURGE[1]), (FALL[0], FALL[1] + NOTICED)
    surge = level.but({"pressure.path": "weekly", "pressure.weekly": jumps})
    fronts = {"fall": _falling(base.theatre.front), "no fall": [base.theatre.front]}
    return {
        "surge": Trial(surge, worlds, window=SURGE),
        "no surge": Trial(level, worlds, window=SURGE),
        **{
            name: Trial(
                at(base, observed, noticed[1], theatre__front_weekly=front),
                2 * worlds,
                window=noticed,
            )
            for name, front in fronts.items()
        },
    }


def _falling(front: float) -> list[float]:
    """A front that stands, and falls within the weeks of the fall."""
    weeks = FALL[1] - FALL[0]
    fallen = (min(max(week + 1 - FALL[0], 0), weeks) / weeks for week in range(FALL[1] + NOTICED))
    return [max(front - FALLEN * part, 0.0) for part in fallen]


def _of_troops(base: Scenario, worlds: int) -> dict[str, Trial]:
    """Uprisings are compared where entry, which ends the year, is forbidden."""
    found = {}
    for thousand in TROOPS:
        held = at(base, BETWEEN, theatre__contingent_weekly=[thousand])
        found[troops(thousand)] = Trial(held, worlds, watched=False)
        barred = Trial(_forced(held, BARRED), max(worlds // 2, 1), watched=False)
        found[f"{troops(thousand)}, {BARRED}"] = barred
    return found


def _of_the_step(base: Scenario, worlds: int) -> dict[str, Trial]:
    return {
        steps_of(name, steps): Trial(
            at(base, LEVELS[name], steps_per_week=steps), worlds, watched=False
        )
        for name in STEPPED
        for steps in STEPS
    }
