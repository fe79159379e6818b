"""What Lukashenko expects of a rung: closed forms, directions, and always the same bits."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim import Scenario
from sim.agents.moscow import Option
from sim.agents.projection import paths, project, spans, survival
from sim.agents.soldiers import after_failure
from sim.laws.regime import hazard, removal
from sim.laws.theatre import presence
from sim.machine import rules
from sim.machine.arithmetic import normal_cdf
from sim.people.coordination import chance_order_holds
from sim.world import Rung
from tests.ranges import SHARES, SMALL, scenarios, states
from tests.worlds import a_world, frozen

shares = st.floats(0, 1)
USUAL = Scenario().but(SMALL)
PATHS = len(Rung) + 1
FAILED = len(Rung)  # the path after an order that failed
BELOW, ENTRY = slice(0, Rung.LIMITED_ENTRY), slice(Rung.LIMITED_ENTRY, FAILED)
# Putin stands by what he stands by, and nothing that Lukashenko concedes earns or costs anything
STILL = {
    "putin.reconsiders": 0.001,
    "putin.impatience": 0.0,
    "putin.felt_speed": 0.0,
    "putin.deploys": (0, 0, 0, 0, 0),
    "putin.accommodation": 0.0,
    "lukashenko.displeasure": 0.0,
    "lukashenko.gratitude": 0.0,
    "lukashenko.credit_spent": 0.0,
    "lukashenko.credit_regained": 0.0,
    "lukashenko.backing_return": 0.001,
    "theatre.rotation": 0.0,
}


def varied(worlds, scenario=USUAL):
    """Worlds in any state, under any of Putin's options."""
    rng = np.random.default_rng(8)
    state = {name: rng.random(worlds) for name in SHARES}
    options = rng.integers(0, len(Option), worlds)
    hope = rng.dirichlet([1, 1, 1], worlds).T
    contingent = 60 * rng.random(worlds)
    return a_world(scenario, worlds, **state, putin=options, hope=hope, contingent=contingent)


def projected(scenario, believed=None, resolve=0.6, **fields):
    """What he expects of each path, without defeats to live down, shape (paths, worlds)."""
    world = a_world(scenario, **fields)
    believed = world.compliance if believed is None else believed
    return project(world, resolve, world.pressure, believed, scenario)


def expected(scenario, resolve=0.6, **fields):
    """What he expects of each rung, shape (rungs, worlds)."""
    world = a_world(scenario, **fields)
    holds = chance_order_holds(world.compliance, world.needed, scenario.lukashenko.uncertainty)
    return survival(world, resolve, world.pressure, world.compliance, holds, scenario)


@pytest.mark.parametrize("worlds", [1, 7, 130])
def test_the_compiled_projection_and_the_plain_one_give_the_same_bits(worlds, monkeypatch):
    world = varied(worlds)
    compiled = project(world, 0.6, world.pressure, world.compliance, USUAL)
    assert compiled.shape == (PATHS, worlds)
    monkeypatch.setattr(rules, "HAS_NUMBA", False)
    plain = project(world, 0.6, world.pressure, world.compliance, USUAL)
    np.testing.assert_array_equal(plain, compiled)


def test_a_world_is_projected_alone_as_it_is_among_many():
    world = varied(40)
    together = project(world, 0.6, world.pressure, world.compliance, USUAL)
    for i in (0, 17, 39):
        alone = world.at(np.array([i]))
        np.testing.assert_array_equal(
            project(alone, 0.6, alone.pressure, alone.compliance, USUAL)[:, 0], together[:, i]
        )


@given(scenarios("putin", "lukashenko", "army", "theatre", "regime", "choice"), states(3), shares)
@settings(max_examples=40, phases=[Phase.generate])
def test_a_chance_of_staying_in_power_is_a_chance_everywhere(scenario, state, resolve):
    for chances in (
        projected(scenario, worlds=3, resolve=resolve, **state),
        expected(scenario, worlds=3, resolve=resolve, **state),
    ):
        assert ((chances >= 0) & (chances <= 1)).all()


def test_the_spans_add_up_to_the_horizon_and_grow():
    for horizon in (1.0, 52.0, 520.0):
        mine = USUAL.but({"lukashenko.horizon": horizon}).lukashenko
        weeks = spans(mine, USUAL.putin, USUAL.theatre)[0, :, 0]
        assert weeks.sum() == pytest.approx(horizon)
        assert (np.diff(weeks) > 0).all()


def test_the_path_after_a_failed_order_is_that_of_posture_but_for_the_failure():
    columns = paths(USUAL.lukashenko)[..., 0]
    np.testing.assert_array_equal(columns[:-1, FAILED], columns[:-1, Rung.POSTURE])
    np.testing.assert_array_equal(columns[-1], np.arange(PATHS) == FAILED)


@given(shares, shares, shares, shares, st.sampled_from([Option.HOLD, Option.PRESS]))
def test_where_nothing_moves_the_toll_is_the_hazard_times_the_horizon(
    backing, willing, protest, capacity, option
):
    scenario = USUAL.but(STILL | {"lukashenko.backing": backing, "putin.removal_harm": 3.0})
    state = {"backing": backing, "protest": protest, "capacity": capacity, "opposed": 0.9}
    found = projected(scenario, compliance=willing, putin=option, contingent=9.0, **state)[:, 0]
    mine, near = scenario.lukashenko, presence(9.0, scenario.theatre.full_contingent)
    hurt = np.array(mine.strains) * mine.strain
    outraged = mine.outrage * np.array(mine.offends) * 0.9
    danger = sum(
        hazard(
            frozen([backing] * 5), np.clip(willing - hurt[BELOW], 0, 1),
            np.clip(protest + outraged[BELOW], 0, 1), capacity, near, mine.dependence,
            scenario.regime,
        )
    )  # fmt: skip
    replaced = mine.horizon * 0.001 * mine.horizon  # most that he can be removed by in the meantime
    removed = replaced * removal(backing, 0.65, near, mine.dependence, scenario.regime)
    toll = mine.horizon * danger
    assert (found[BELOW] <= np.exp(-toll) * (1 + 1e-9)).all()
    assert (found[BELOW] >= np.exp(-toll - removed) * (1 - 1e-9)).all()


def test_where_moscow_goes_on_trying_to_remove_him_the_toll_is_that_hazard_too():
    scenario = USUAL.but(
        STILL | {"lukashenko.backing": 0.5, "putin.rationality": 200.0, "putin.leaning": 0.0}
    ).but({"putin.escalation": 2.0, "putin.removal_harm": 0.0, "putin.costs": (2, 2, 2, 2, 0)})
    found = projected(scenario, backing=0.5, compliance=0.5, protest=0.0, putin=Option.REPLACE,
        contingent=9.0, credit=0.5)[Rung.REFUSE, 0]  # fmt: skip
    mine = scenario.lukashenko
    near = presence(9.0, scenario.theatre.full_contingent)
    weekly = removal(0.5, 0.5, near, mine.dependence, scenario.regime)
    weekly += sum(hazard(0.5, 0.5, 0.0, 0.25, near, mine.dependence, scenario.regime))
    toll = mine.horizon * weekly
    leaves = 1e-9 * mine.horizon  # of the contingent, whose rotation is never quite nought
    assert found == pytest.approx(np.exp(-toll), rel=toll * leaves)


@given(shares)
def test_a_leader_who_looks_no_further_than_now_sees_no_danger(backing):
    near, far = (
        projected(USUAL.but({"lukashenko.horizon": horizon}), backing=backing, putin=3)
        for horizon in (1.0, 520.0)
    )
    assert (near > far).all()
    assert near.min() > np.exp(-1.5 * 0.5)  # a week of the worst hazards at the defaults


def test_a_shorter_horizon_is_safer_by_at_least_its_share_while_danger_grows():
    lost = [
        1 - projected(USUAL.but({"lukashenko.horizon": horizon}), putin=3, pressure=0.9)[:, 0]
        for horizon in (4.0, 2.0, 1.0)
    ]
    for longer, shorter in pairwise(lost):
        assert (shorter <= longer / 2 * (1 + 1e-2)).all()


@given(states(1), shares, shares)
def test_less_backing_never_makes_him_safer(state, one, other):
    pair = {name: value * 2 for name, value in state.items()}
    pair |= {"backing": sorted((one, other)), "putin": [Option.HOLD] * 2}
    less, more = projected(USUAL, worlds=2, **pair)[BELOW].T
    assert (less <= more + 1e-12).all()


@given(shares, shares, st.sampled_from([Option.HOLD, Option.PRESS, Option.REPLACE]))
def test_more_dependence_never_makes_him_safer_while_backing_is_below_the_usual(one, other, option):
    state, stays = {"backing": 0.4, "putin": option, "pressure": 0.8}, {"lukashenko.backing": 0.4}
    less, more = (
        projected(USUAL.but(STILL | stays | {"lukashenko.dependence": value}), **state)[BELOW]
        for value in sorted((one, other))
    )
    assert (more <= less + 1e-12).all()


@given(shares, shares, shares)
def test_an_order_that_fails_leaves_him_no_safer_than_posture(pressure, willing, backing):
    state = {"pressure": pressure, "compliance": willing, "backing": backing}
    found = projected(USUAL, putin=Option.ULTIMATUM, **state)[:, 0]
    assert found[FAILED] <= found[Rung.POSTURE] + 1e-12


@given(shares, shares)
def test_an_order_that_is_surer_to_hold_never_leaves_him_less_safe(one, other):
    world = a_world(worlds=2, putin=Option.ULTIMATUM, backing=0.5)
    holds = np.array([sorted((one, other))] * 2)
    sure = frozen([0.3, 0.3])
    doubted, trusted = survival(world, 0.8, world.pressure, sure, holds, USUAL)[ENTRY].T
    assert (doubted <= trusted + 1e-12).all()


def test_entry_is_a_mixture_of_troops_who_stay_who_are_worn_and_who_never_go():
    world = a_world(putin=Option.ULTIMATUM)
    alone = project(world, 0.8, world.pressure, world.compliance, USUAL)[:, 0]
    holds = np.array([[0.7], [0.2]])
    found = survival(world, 0.8, world.pressure, world.compliance, holds, USUAL)[:, 0]
    power, horizon = USUAL.regime, USUAL.lukashenko.horizon
    faithful = 1 - USUAL.lukashenko.turning
    lived_down = [
        faithful * np.exp(-power.danger_of_defeat(defeat, horizon))
        for defeat in (power.shaken_limited, power.shaken_full, power.shaken_collapse)
    ]
    mine = USUAL.lukashenko
    worn = world.compliance - mine.wears * (1 - world.prospects)
    fresh, still = (
        normal_cdf((willing - world.needed) / mine.uncertainty)[:, 0]
        for willing in (world.compliance, worn)
    )
    lasts = still / fresh
    np.testing.assert_allclose(found[BELOW], alone[BELOW])
    stays = alone[ENTRY] * (lasts + (1 - lasts) * lived_down[2])
    mixed = holds[:, 0] * stays + (1 - holds[:, 0]) * np.array(lived_down[:2]) * alone[FAILED]
    np.testing.assert_allclose(found[ENTRY], mixed)


@given(shares, shares)
def test_a_defeat_that_is_remembered_never_makes_him_safer(one, other):
    fresh = {"defied": sorted((one, other), reverse=True), "putin": [Option.HOLD] * 2}
    more, less = expected(USUAL, worlds=2, **fresh).T
    assert (more <= less + 1e-12).all()
    shaken = USUAL.regime.danger_of_defeat(np.array(fresh["defied"]), USUAL.lukashenko.horizon)
    ratio = np.exp(shaken[1] - shaken[0])
    np.testing.assert_allclose(more[BELOW], less[BELOW] * ratio)


@given(shares, shares)
def test_refusing_an_ultimatum_is_never_safer_at_a_higher_resolve(one, other):
    low, high = (
        expected(USUAL, resolve=level, putin=Option.ULTIMATUM, pressure=level)[Rung.REFUSE, 0]
        for level in sorted((one, other))
    )
    assert high <= low + 1e-12


def test_refusing_an_ultimatum_is_more_dangerous_than_conceding():
    found = expected(USUAL, resolve=0.8, putin=Option.ULTIMATUM, pressure=0.8)[BELOW, 0]
    assert (np.diff(found) > 0).all()


def test_what_the_army_would_be_after_a_failure_is_what_is_projected():
    believed = frozen([0.9])
    scenario = USUAL.but(STILL)
    world = a_world(scenario, putin=Option.HOLD, compliance=0.9)
    fled = after_failure(believed, world.needed[0], scenario.army)
    as_failed = project(world, 0.6, world.pressure, believed, scenario)[FAILED]
    believing = project(world, 0.6, world.pressure, fled, scenario)[Rung.POSTURE]
    left = scenario.but({"lukashenko.credit_after_failure": 1.0})
    same_credit = project(world, 0.6, world.pressure, believed, left)[FAILED]
    np.testing.assert_array_equal(same_credit, believing)
    assert (as_failed <= same_credit).all()
