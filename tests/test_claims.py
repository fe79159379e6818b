"""What the source article claims, claim by claim, and whether the model agrees on the direction.

A row says what is compared with what, what is looked at, and which way it should move. Where the
claim is about a decision, it is looked at where it is made, by a leader who reconsiders in one week
of one world; where it is about a year, in simulated worlds on common luck. The table of claims says
of each in a sentence how it is tested, or why it is not, and docs/sources.md shows that.
"""

import csv
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import sim
from sim import Scenario
from sim.agents.minsk import earned
from sim.agents.moscow import Option
from sim.agents.opposition import Tactic
from sim.estimates.intervals import rate
from sim.estimates.weekly import QUANTITIES, TOP, mean
from sim.laws.regime import dangers
from sim.laws.theatre import prospects
from sim.world import Rung
from tests.leaders import (
    LEADERS,
    appraisals,
    option_chances,
    rung_chances,
    rungs_judged,
    tactic_chances,
)
from tests.lives import (
    SMALL,
    Amount,
    Event,
    certainly_fewer,
    certainly_more,
    effect,
    effect_on_share,
    entered,
    failed_orders,
    lived,
    mutinied,
    orders,
    ultimatum_came,
)
from tests.worlds import a_model, a_week, a_world

CLAIMS = Path(sim.__file__).parent / "evidence" / "claims.csv"
SOURCES = Path(sim.__file__).parents[1] / "docs" / "sources.md"
OBSERVED = SMALL | {"pressure.level": 0.4}
PRESSED = SMALL | {"pressure.level": 0.7}
# an ultimatum stands, and it is a near thing whether he gives in
ASKED = {
    "pressure.level": 0.8,
    "putin": Option.ULTIMATUM,
    "compliance": 0.5,
    "backing": 0.5,
    "credit": 0.5,
}
# an ultimatum might bring entry: what Putin hopes from it then counts
HOPING = {
    "pressure.level": 0.6,
    "pressure": 0.6,
    "compliance": 0.6,
    "backing": 0.4,
    "credit": 0.4,
}
GROWING = [*np.linspace(9, 30, 8), *[30.0] * 44]  # thousand Russians in Belarus, week by week
MARGIN = 0.01  # of itself, by which what is looked at has to move
Values = Mapping[str, Any]
Measure = Callable[[Scenario, Values], float]


@dataclass(frozen=True)
class Decided:
    """A claim about one week of one world: parameters (with a dot in their path) and state that
    differ, and the sign.
    """

    said = "one week: "
    measure: Measure
    treatment: Values
    reference: Values
    sign: int

    def holds(self) -> bool:
        treated, plain = (_seen(self.measure, each) for each in (self.treatment, self.reference))
        return self.sign * (treated - plain) > MARGIN * max(treated, plain)


@dataclass(frozen=True)
class Lived:
    """A claim about a year: two treatments on common luck, an event and the sign of its paired
    difference; or of that in the share of other events that it is.
    """

    said = "a year: "
    event: Event | Amount
    treatment: Values
    reference: Values
    sign: int
    of: Amount | None = None
    worlds: int = field(default=1024)

    def holds(self) -> bool:
        compared = self.treatment, self.reference, self.worlds
        difference = (
            effect(self.event, *compared)
            if self.of is None
            else effect_on_share(self.event, self.of, *compared)
        )
        return certainly_more(difference) if self.sign > 0 else certainly_fewer(difference)


@dataclass(frozen=True)
class Counted:
    """A claim about how things stand in the default worlds."""

    said = "as things stand: "
    holds: Callable[[], bool]


def _seen(measure: Measure, values: Values) -> float:
    changes = {name: value for name, value in values.items() if "." in name}
    state = {name: value for name, value in values.items() if "." not in name}
    return measure(Scenario().but({"public.citizens": 1024} | changes), state)


def entry_chance(scenario: Scenario, state: Values) -> float:
    """Lukashenko's chance of ordering entry when he reconsiders."""
    world = a_world(scenario, pressure=scenario.pressure.level, **state)
    return float(rung_chances(world, scenario)[Rung.LIMITED_ENTRY :].sum())


def chance_of(option: Option) -> Measure:
    """Putin's chance of an option when he reconsiders."""
    return lambda scenario, state: float(
        option_chances(a_world(scenario, **state), scenario)[option, 0]
    )


def offensive(scenario: Scenario, state: Values) -> float:
    """The prospects of a northern offensive on ground as passable as the state says."""
    ground = state.get("ground", 0.75)
    others = {name: value for name, value in state.items() if name != "ground"}
    return float(prospects(a_world(scenario, **others), ground, scenario.theatre)[0])


def compliance(scenario: Scenario, state: Values) -> float:
    """The share of the army that would obey today."""
    model = a_model(scenario, **state)
    model.army.take_stock(model.world, a_week(1), scenario)
    return float(model.world.compliance[0])


def falls(scenario: Scenario, state: Values) -> float:
    """The chances, added up, of each way in which the regime may fall within a week."""
    return float(sum(dangers(a_world(scenario, **state), a_week(1), scenario))[0])


def uprising(scenario: Scenario, state: Values) -> float:
    """The chance of an uprising within a week."""
    return float(dangers(a_world(scenario, **state), a_week(1), scenario).uprising[0])


def felt_pressure(scenario: Scenario, state: Values) -> float:
    """The pressure that Lukashenko feels after a week of what Putin stands by."""
    model = a_model(scenario, **state)
    LEADERS[0].act(model, a_week(1))
    return float(model.world.pressure[0])


def survival_of(rung: Rung) -> Measure:
    """Lukashenko's chance, as he sees it, of keeping power on a rung."""
    return lambda scenario, state: float(
        appraisals(
            rungs_judged(a_world(scenario, pressure=scenario.pressure.level, **state), scenario)
        )["survival"][rung, 0]
    )


def danger_on(rung: Rung) -> Measure:
    """Lukashenko's chance, as he sees it, of losing power on a rung."""
    keeping = survival_of(rung)
    return lambda scenario, state: 1 - keeping(scenario, state)


def chance_of_tactic(tactic: Tactic) -> Measure:
    """The opposition's chance of a tactic when it reconsiders."""
    return lambda scenario, state: float(
        tactic_chances(a_world(scenario, **state), scenario)[tactic, 0]
    )


def turnout(scenario: Scenario, state: Values) -> float:
    """The share of an angry public in the street after a week."""
    model = a_model(scenario.but({"public.grievance": 0.5}), **state)
    model.public.act(model.world, a_week(1), model.assumptions)
    return float(model.world.protest[0])


def northern_work(scenario: Scenario, _: Values) -> float:
    """Ukraine's northern defences after a year."""
    counts = lived(SMALL | {"theatre.contingent": scenario.theatre.contingent}).weekly.states[
        -1, QUANTITIES.index("border_defence")
    ]
    return mean(counts, TOP["border_defence"])


def concessions_not_entry() -> bool:
    chosen = lived(OBSERVED).weekly.lukashenko.sum(axis=0)
    return bool(
        chosen[Rung.HOST : Rung.LIMITED_ENTRY].sum() > 100 * chosen[Rung.LIMITED_ENTRY :].sum()
    )


def hosts_rather_than_goes_to_the_border() -> bool:
    chosen = lived(OBSERVED).weekly.lukashenko.sum(axis=0)
    return bool(chosen[Rung.HOST : Rung.POSTURE].sum() > 4 * chosen[Rung.POSTURE])


def hosting_is_more_than_the_threat_asks_for() -> bool:
    minsk, demands = Scenario().lukashenko, Scenario().putin.demands
    met = minsk.appeases[Rung.HOST] * (1 - minsk.credit_needed[Rung.HOST] * (1 - minsk.credit))
    return bool(earned(met, demands[Option.HOLD], 0.4, minsk) > 0)


def moscow_sends_troops_and_seldom_demands_entry() -> bool:
    demanded = ultimatum_came(lived(OBSERVED))
    peaks = lived(OBSERVED).histories.peak_contingent[~demanded]
    seldom = rate(int(demanded.sum()), demanded.size).high < 0.5
    return bool(seldom and peaks.mean() > Scenario().theatre.contingent)


def low_but_not_zero() -> bool:
    entry = lived(OBSERVED, 2048, "conditional").entry()
    return 0 < entry.low < entry.high < 0.10


def entering_may_save_him_and_refusing_cost_him() -> bool:
    refusing, entering = (
        _seen(survival_of(rung), ASKED) for rung in (Rung.REFUSE, Rung.LIMITED_ENTRY)
    )
    return refusing < entering


ULTIMATUM, HOLD = chance_of(Option.ULTIMATUM), chance_of(Option.HOLD)
Row = Decided | Lived | Counted
TABLE: dict[str, Row | tuple[Row, ...]] = {
    "S01": Decided(
        offensive, {"contingent": 9, "hosting": 0.6}, {"contingent": 0, "hosting": 0.0}, +1
    ),
    "S04": Counted(concessions_not_entry),
    "S05": Decided(entry_chance, ASKED | {"credit": 0.1}, ASKED | {"credit": 0.65}, +1),
    "S06": Lived(entered, PRESSED | {"lukashenko.sovereignty": 0.5}, PRESSED, -1),
    "S07": (
        Decided(
            entry_chance,
            ASKED | {"lukashenko.dependence": 1.0},
            ASKED | {"lukashenko.dependence": 0.4},
            +1,
        ),
        Decided(falls, {"backing": 0.3}, {"backing": 0.78}, +1),
    ),
    "S08": Decided(
        ULTIMATUM, HOPING | {"putin.relief_scale": 1.0}, HOPING | {"putin.relief_scale": 4.0}, -1
    ),
    "S09": Decided(ULTIMATUM, {"putin.escalation": 0.8}, {"putin.escalation": 0.2}, +1),
    "S10": (
        Decided(
            survival_of(Rung.REFUSE),
            {"pressure.level": 0.8, "putin": Option.ULTIMATUM},
            {"pressure.level": 0.8, "putin": Option.HOLD},
            -1,
        ),
        Counted(entering_may_save_him_and_refusing_cost_him),
    ),
    "S14": Lived(
        entered,
        PRESSED | {"opposition.capacity": 0.6},
        PRESSED | {"opposition.capacity": 0.05},
        -1,
    ),
    "S15": Decided(
        falls,
        {"backing": 0.0, "lukashenko.dependence": 1.0},
        {"backing": 0.0, "lukashenko.dependence": 0.4},
        +1,
    ),
    "S16": Decided(falls, {"capacity": 0.6}, {"capacity": 0.1}, +1),
    "S17": Decided(compliance, {"capacity": 0.25}, {"capacity": 0.20}, -1),
    "S18": Decided(compliance, {"capacity": 0.6}, {"capacity": 0.1}, -1),
    "S19": Decided(danger_on(Rung.HOST), {"capacity": 0.6}, {"capacity": 0.1}, +1),
    "S21": Lived(
        mutinied,
        PRESSED | {"opposition.capacity": 0.6},
        PRESSED | {"opposition.capacity": 0.05},
        +1,
    ),
    "S22": Decided(
        chance_of_tactic(Tactic.ORGANISE),
        {"opposition.regime_change": 2.0},
        {"opposition.regime_change": 0.0},
        +1,
    ),
    "S25": Decided(offensive, {"contingent": 9}, {"contingent": 0}, +1),
    "S26": Counted(hosting_is_more_than_the_threat_asks_for),
    "S28": Counted(moscow_sends_troops_and_seldom_demands_entry),
    "S29": Counted(low_but_not_zero),
    "S30": Decided(northern_work, {"theatre.contingent": 30.0}, {"theatre.contingent": 1.0}, +1),
    "S31": Lived(
        entered,
        PRESSED | {"theatre.border_defence": 0.95},
        PRESSED | {"theatre.border_defence": 0.4},
        -1,
    ),
    "S32": Decided(offensive, {"ground": 0.3}, {"ground": 0.9}, -1),
    "S33": Decided(offensive, {"hosting": 0.0}, {"hosting": 0.6}, -1),
    "S34": Counted(lambda: _seen(offensive, {"contingent": 9, "compliance": 0.5}) < 0.5),
    "S35": Decided(
        offensive, {"theatre.belarusian_force": 10.0}, {"theatre.belarusian_force": 48.0}, -1
    ),
    "S36": Lived(
        entered,
        PRESSED | {"theatre.contingent_weekly": GROWING},
        PRESSED | {"theatre.contingent_weekly": [9.0]},
        +1,
    ),
    "S37": Counted(hosts_rather_than_goes_to_the_border),
    "S38": Counted(concessions_not_entry),
    "S39": Decided(
        entry_chance, ASKED | {"lukashenko.support": 0.3}, ASKED | {"lukashenko.support": 0.0}, -1
    ),
    "S40": Lived(entered, PRESSED | {"public.opposed": 0.9}, PRESSED | {"public.opposed": 0.5}, -1),
    "S41": Decided(
        turnout,
        {"public.opposed": 0.5, "public.in_favour": 0.03, "offence": 1.0, "repression": 0.3},
        {"public.opposed": 0.5, "public.in_favour": 0.5, "offence": 1.0, "repression": 0.3},
        +1,
    ),
    "S42": Decided(entry_chance, ASKED | {"opposed": 1.0}, ASKED | {"opposed": 0.3}, -1),
    "S43": Lived(entered, PRESSED | {"army.morale": 0.32}, PRESSED, -1),
    "S44": (
        Lived(
            failed_orders,
            PRESSED | {"army.morale": 0.32},
            PRESSED | {"army.morale": 0.52},
            +1,
            of=orders,
        ),
        Lived(
            mutinied,
            PRESSED | {"army.loyalty": 0.60},
            PRESSED | {"army.loyalty": 0.72},
            +1,
            of=orders,
        ),
        Decided(entry_chance, ASKED | {"compliance": 0.4}, ASKED | {"compliance": 0.5}, -1),
    ),
    "S45": (
        Decided(uprising, {"contingent": 20}, {"contingent": 2}, -1),
        Decided(ULTIMATUM, {"putin.ally_stability": 1.0}, {"putin.ally_stability": 0.0}, -1),
    ),
    "S46": Decided(HOLD, {"putin.northern_fixation": 0.7}, {"putin.northern_fixation": 0.0}, +1),
    "S47": Decided(HOLD, {"contingent": 20}, {"contingent": 0}, +1),
    "S48": Decided(ULTIMATUM, {"front": 0.5}, {"front": 0.8}, +1),
    "S49": Decided(
        ULTIMATUM,
        HOPING | {"backing": 0.6, "front": 0.7, "putin.loss_aversion": 3.0},
        HOPING | {"backing": 0.6, "front": 0.7, "putin.loss_aversion": 1.0},
        +1,
    ),
    "S50": Decided(chance_of(Option.PRESS), {"putin.control": 1.0}, {"putin.control": 0.0}, +1),
    "S51": Decided(felt_pressure, {"contingent": 20}, {"contingent": 0}, +1),
    "S52": Counted(low_but_not_zero),
    "S53": Counted(lambda: _seen(entry_chance, ASKED | {"pressure.level": 0.0}) < 0.05),
    "S54": Lived(entered, OBSERVED | {"lukashenko.rationality": 8.0}, OBSERVED, +1),
    "S55": (
        Lived(entered, PRESSED, PRESSED | {"lukashenko.survival": 0.0}, +1),
        Decided(
            survival_of(Rung.LIMITED_ENTRY),
            ASKED | {"lukashenko.restores": 0.9},
            ASKED | {"lukashenko.restores": 0.0},
            +1,
        ),
        Decided(
            entry_chance,
            ASKED | {"lukashenko.rewards": 0.3},
            ASKED | {"lukashenko.rewards": 0.0},
            +1,
        ),
    ),
    "S56": (
        Decided(
            entry_chance, ASKED | {"lukashenko.army": 0.3}, ASKED | {"lukashenko.army": 0.0}, -1
        ),
        Decided(falls, {"compliance": 0.1}, {"compliance": 0.4}, +1),
    ),
}
BEYOND = "not in the model: "
START, END = "<!-- claims -->\n", "<!-- /claims -->\n"


def claims() -> list[dict[str, str]]:
    with CLAIMS.open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def rows_of(claim: str) -> tuple[Row, ...]:
    """What is tested of a claim; nothing where it is beyond the model."""
    rows = TABLE.get(claim, ())
    return rows if isinstance(rows, tuple) else (rows,)


@pytest.mark.parametrize("claim", TABLE)
def test_the_model_agrees_with_the_claim(claim):
    assert all(row.holds() for row in rows_of(claim))


@pytest.mark.parametrize("claim", claims(), ids=lambda claim: claim["id"])
def test_every_claim_says_how_it_is_tested_or_why_it_is_not(claim):
    said, rows = claim["tested"].split("; "), rows_of(claim["id"])
    if not rows:
        assert claim["tested"].startswith(BEYOND)
        assert len(claim["tested"]) > len(BEYOND) + 20
        return
    assert len(said) == len(rows)
    assert all(each.startswith(row.said) for each, row in zip(said, rows, strict=True))


def test_nothing_is_tested_that_is_no_claim():
    assert TABLE.keys() <= {claim["id"] for claim in claims()}


def test_the_page_of_sources_shows_how_every_claim_is_tested():
    """With UPDATE_GOLDEN=1 in the environment the table is written anew."""
    text = SOURCES.read_text(encoding="utf-8")
    before, rest = text.split(START)
    shown, after = rest.split(END)
    lines = ["| key | claim | how it is tested, or why not |", "|---|---|---|"]
    lines += [f"| {each['id']} | {each['claim']} | {each['tested']} |" for each in claims()]
    table = "".join(f"{line}\n" for line in lines)
    if os.environ.get("UPDATE_GOLDEN") == "1":
        SOURCES.write_text(f"{before}{START}{table}{END}{after}", encoding="utf-8")
    else:
        assert shown == table
