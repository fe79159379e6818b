"""One battery for every leader: what must be true of anyone who appraises, weighs and chooses."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sim import Scenario
from sim.agents.moscow import Option
from sim.laws.choice import LEANING
from sim.laws.time import acted
from sim.model import WarEntry
from tests.leaders import LEADERS, appraisals
from tests.ranges import SHARES, scenarios, states
from tests.worlds import a_model, a_week, a_world, copies, frozen

leaders = pytest.mark.parametrize("leader", LEADERS, ids=lambda leader: leader.name)
WORLDS = 3
FEW = {"army.soldiers": 64, "public.citizens": 64}
PRIVATE = ("leaning", "error")
everywhere = (
    scenarios(
        "putin", "lukashenko", "opposition", "army", "theatre", "regime", "choice", "pressure"
    ),
    states(WORLDS),
)
wide = settings(
    max_examples=20, phases=[Phase.generate]
)  # an example has two hundred numbers: too many to make simpler


@leaders
@given(*everywhere)
@wide
def test_appraisals_are_finite_everywhere_and_fit_options_and_worlds(leader, scenario, state):
    for name, appraisal in appraisals(
        leader.judge(a_world(scenario, WORLDS, **state), scenario)
    ).items():
        assert np.isfinite(appraisal).all(), name
        assert np.broadcast_shapes(appraisal.shape, (len(leader.options), WORLDS)) == (
            len(leader.options),
            WORLDS,
        ), name


@leaders
@given(*everywhere)
@wide
def test_chances_are_chances_and_sum_to_one(leader, scenario, state):
    chances = leader.probability(a_world(scenario, WORLDS, **state), scenario)
    assert chances.shape == (len(leader.options), WORLDS)
    assert ((chances >= 0) & (chances <= 1)).all()
    np.testing.assert_allclose(chances.sum(axis=0), 1, atol=len(leader.options) * 2**-52)


@leaders
@given(*everywhere)
@wide
def test_a_choice_keeps_every_share_a_share_and_writes_into_nothing(leader, scenario, state):
    model = a_model(scenario, WORLDS, **state)
    handed_out = dict(model.world.arrays())
    before = copies(model.world)
    leader.act(model, leader.week(WORLDS))
    assert set(getattr(model.world, leader.name)) <= set(leader.options)
    for name in SHARES:
        assert ((getattr(model.world, name) >= 0) & (getattr(model.world, name) <= 1)).all(), name
    for name, array in handed_out.items():
        np.testing.assert_array_equal(array, before[name], err_msg=name)


@leaders
def test_incentives_that_are_appraised_are_those_that_are_weighed(leader):
    scenario = Scenario()
    appraised = set(appraisals(leader.judge(a_world(), scenario)))
    assert appraised - {LEANING} == set(getattr(scenario, leader.name).weights)


@leaders
def test_one_world_is_judged_as_it_is_among_many(leader):
    rng, scenario = np.random.default_rng(6), Scenario()
    state = {name: rng.random(9) for name in SHARES}
    together = leader.probability(a_world(scenario, 9, **state), scenario)
    alone = [
        leader.probability(
            a_world(scenario, 1, **{name: value[i] for name, value in state.items()}), scenario
        )
        for i in range(9)
    ]
    np.testing.assert_array_equal(together, np.concatenate(alone, axis=1))


@leaders
def test_a_decision_keeps_the_reasons_for_it(leader):
    model = a_model(worlds=4)
    stood = getattr(model.world, leader.name)
    decision = leader.act(model, leader.week(4))
    reasons = set(decision.judgement.contributions())
    assert reasons - {LEANING} == set(getattr(model.assumptions, leader.name).weights)
    assert decision.options is leader.options
    np.testing.assert_array_equal(decision.standing, stood)
    np.testing.assert_array_equal(getattr(model.world, leader.name), decision.choice)


@leaders
def test_a_leader_who_does_not_reconsider_keeps_his_option_whatever_he_would_draw(leader):
    for draw in (0.001, 0.999):
        model = a_model(worlds=2)
        before = copies(model.world)
        options = [0, len(leader.options) - 1] if leader.name != "lukashenko" else [0, 4]
        setattr(model.world, leader.name, frozen(options))
        assert leader.act(model, a_week(2, **{f"{leader.name}_choice": draw})) is None
        np.testing.assert_array_equal(getattr(model.world, leader.name), options)
        for name in ("hope", "seen_front", "seen_resolve", "asked", "alarmed", "refused", "order"):
            if leader.name != "putin" or name != "asked":
                np.testing.assert_array_equal(getattr(model.world, name), before[name], name)


@leaders
def test_a_leader_reconsiders_where_the_draw_is_below_the_chance_of_his_rate_and_only_there(leader):
    model = a_model(worlds=3)
    rate = getattr(model.assumptions, leader.name).reconsiders
    chance = 1 - np.exp(-rate)
    draws = [chance - 1e-9, chance + 1e-9, chance - 1e-9]
    decision = leader.act(model, leader.week(3, **{f"{leader.name}_reconsiders": draws}))
    np.testing.assert_array_equal(decision.places, [0, 2])
    assert decision.probability.shape == (len(leader.options), 2)
    assert decision.choice.shape == decision.standing.shape == (2,)


@given(st.floats(0, 20), st.sampled_from([1.0, 0.5, 4.0]))
def test_two_half_steps_reconsider_as_often_as_one_step(rate, span):
    whole, half = acted(rate, span), acted(rate, span / 2)
    assert 1 - (1 - half) ** 2 == pytest.approx(whole, abs=2**-50)


@leaders
def test_a_reconsideration_is_as_likely_in_a_week_of_two_steps_as_of_one(leader):
    counts, n = [], 4000
    for steps in (1, 2):
        model = a_model(worlds=n)
        again = np.zeros(n, dtype=bool)
        for step in range(steps):
            actor = getattr(model, leader.name)
            draws = model.luck.of_week(step, model.world.number)
            week = replace(a_week(n, span=1 / steps), draws=draws)
            turn = actor.turn(model.world, week, model.assumptions)
            again |= turn.again()
        counts.append(again.sum())
    chance = 1 - np.exp(-getattr(model.assumptions, leader.name).reconsiders)
    for count in counts:
        assert count / n == pytest.approx(chance, abs=5 * np.sqrt(chance * (1 - chance) / n))


@leaders
def test_the_luck_of_leaders_picks_the_option_by_its_chances(leader):
    n = 4000
    model = a_model(worlds=n, putin=Option.ULTIMATUM, pressure=0.9)
    even = frozen((np.arange(n) + 0.5) / n)
    decision = leader.act(model, leader.week(n, **{f"{leader.name}_choice": even}))
    for option, chances in zip(leader.options, decision.probability, strict=True):
        share = (decision.choice == option).mean()
        low, high = chances.min(), chances.max()
        assert low - 2 / n <= share <= high + 2 / n


@pytest.mark.parametrize("leader", LEADERS[:2], ids=lambda leader: leader.name)
@pytest.mark.parametrize("span", [1.0, 0.5])
def test_leanings_and_errors_keep_their_width_and_forget_at_their_rates(leader, span):
    n, lag = 4000, 8
    model = WarEntry(worlds=n, seed=3, collect=False, **FEW)
    mine = getattr(model.assumptions, leader.name)
    actor = getattr(model, leader.name)
    seen = []
    for step in range(round(40 / span)):
        seen.append([getattr(model.world, f"{leader.name}_{name}") for name in PRIVATE])
        draws = model.luck.of_week(step, model.world.number)
        week = replace(a_week(n, number=step, span=span), step=step, draws=draws)
        actor.wander(model.world, week, model.assumptions)
    for place, (spread, lasts) in enumerate(
        ((mine.leaning, mine.leaning_lasts), (mine.uncertainty, mine.misjudgement_lasts))
    ):
        first, later, last = (seen[at][place].ravel() for at in (0, -1 - round(lag / span), -1))
        many, kept = first.size, np.exp(-lag / lasts)
        for values in (first, last):
            assert values.mean() == pytest.approx(0, abs=5 * spread / np.sqrt(many))
            assert values.std() == pytest.approx(spread, rel=5 / np.sqrt(2 * many))
        remembered = np.corrcoef(later, last)[0, 1]
        assert remembered == pytest.approx(kept, abs=5 * (1 - kept**2) / np.sqrt(many))


@pytest.mark.parametrize("leader", LEADERS[:2], ids=lambda leader: leader.name)
def test_private_leanings_make_an_option_likelier(leader):
    number, tilt = len(leader.options), 0.02
    for option in leader.options:
        leaning = np.zeros((number, 1))
        model = a_model(putin=Option.ULTIMATUM, pressure=0.7)
        actor = getattr(model, leader.name)
        before = actor.judge(model.world, a_week(1), model.assumptions).probability()
        leaning[option] = tilt
        setattr(model.world, f"{leader.name}_leaning", frozen(leaning))
        after = actor.judge(model.world, a_week(1), model.assumptions).probability()
        odds = np.exp(getattr(model.assumptions, leader.name).rationality * tilt)
        others = before.sum() - before[option]
        expected = odds * before[option] / (odds * before[option] + others)
        assert after[option, 0] == pytest.approx(expected[0], rel=1e-9)


INCENTIVES = [
    (leader, name) for leader in LEADERS for name in getattr(Scenario(), leader.name).weights
]


@pytest.mark.parametrize(
    ("leader", "incentive"), INCENTIVES, ids=lambda each: getattr(each, "name", each)
)
def test_every_incentive_moves_a_choice(leader, incentive):
    scenario = Scenario().but({"pressure.level": 0.8})
    weight = getattr(getattr(scenario, leader.name), incentive)
    world = a_world(hosting=0.6, protest=0.05, compliance=0.7)
    without = leader.probability(world, scenario.but({f"{leader.name}.{incentive}": 0.0}))
    doubled = leader.probability(
        world, scenario.but({f"{leader.name}.{incentive}": max(2 * weight, 0.5)})
    )
    assert np.abs(doubled - without).max() > 1e-3


@pytest.mark.parametrize(
    ("leader", "incentive"), INCENTIVES, ids=lambda each: getattr(each, "name", each)
)
def test_an_option_that_an_incentive_favours_gains_on_one_that_it_does_not(leader, incentive):
    scenario, world = Scenario(), a_world(hosting=0.6, protest=0.05, compliance=0.7)
    appraisal = np.broadcast_to(
        appraisals(leader.judge(world, scenario))[incentive], (len(leader.options), 1)
    )[:, 0]
    best, worst = appraisal.argmax(), appraisal.argmin()
    light, heavy = (
        leader.probability(world, scenario.but({f"{leader.name}.{incentive}": weight}))[:, 0]
        for weight in (0.1, 0.6)
    )
    assert heavy[best] / heavy[worst] > light[best] / light[worst]


@leaders
@given(st.floats(0, 60), st.floats(0, 60))
def test_a_more_rational_leader_never_chooses_his_best_option_less_often(leader, one, other):
    world, scenario = a_world(), Scenario()
    low, high = (
        leader.probability(world, scenario.but({f"{leader.name}.rationality": value}))
        for value in sorted((one, other))
    )
    assert high.max() >= low.max() - 2**-50


@leaders
@pytest.mark.parametrize("rule", ["best_response", "prospect"])
def test_another_decision_rule_gives_other_chances(leader, rule):
    world = a_world()
    quantal, rival = (
        leader.probability(world, Scenario().but({"choice.rule": name}))
        for name in ("quantal", rule)
    )
    assert np.abs(quantal - rival).max() > 0.01


def test_numbers_of_options_do_not_change():
    names = [" ".join(f"{option}={option.name}" for option in leader.options) for leader in LEADERS]
    assert names == [
        "0=ACCOMMODATE 1=HOLD 2=PRESS 3=ULTIMATUM 4=REPLACE",
        "0=REFUSE 1=STALL 2=HOST 3=SUPPLY 4=POSTURE 5=LIMITED_ENTRY 6=FULL_ENTRY",
        "0=ORGANISE 1=AGITATE 2=MOBILISE 3=SABOTAGE",
    ]
