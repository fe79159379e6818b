"""The hazard of losing power: closed forms and directions."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Outcome, Scenario
from sim.laws.regime import Regime, chance, dangers, fall, forget, hazard, removal
from sim.luck import Channel
from tests.ranges import scenarios
from tests.worlds import a_week, a_world, frozen

shares = st.floats(0, 1)
USUAL = Regime()
QUIET = (
    USUAL.usual_backing,
    USUAL.usual_compliance,
    USUAL.usual_protest,
    USUAL.usual_capacity,
    USUAL.usual_presence,
)


@given(shares)
def test_ordinary_times_have_the_base_hazards_whatever_the_dependence(dependence):
    coup, uprising = hazard(*(frozen([value]) for value in QUIET), dependence, USUAL)
    assert (coup[0], uprising[0]) == pytest.approx(
        (USUAL.coup_base, USUAL.uprising_base), rel=1e-12
    )


def test_hazards_multiply_as_stated():
    state = (0.48, 0.2, 0.15, 0.55, 1.0)
    coup, uprising = hazard(*(frozen([value]) for value in state), 0.5, USUAL)
    assert coup[0] == pytest.approx(1.8e-4 * np.exp(7 * 0.5 * 0.3 + 3 * 0.2 + 0.3))
    assert uprising[0] == pytest.approx(6e-5 * np.exp(9 * 0.1 + 2 * 0.2 + 1.5 * 0.5 * 0.3 - 0.55))


@given(st.floats(0, 1), st.floats(0, 1))
def test_an_army_more_obedient_than_usual_is_no_shield(one, other):
    usual = USUAL.usual_compliance
    columns = [frozen([value, value]) for value in QUIET]
    columns[1] = frozen([usual + (1 - usual) * each for each in (one, other)])
    for weekly in hazard(*columns, 0.7, USUAL):
        assert weekly[0] == weekly[1]


@pytest.mark.parametrize(
    ("place", "sign"),
    [(0, -1), (1, -1), (2, 1), (3, 1), (4, -1)],
    ids=["backing", "compliance", "protest", "capacity", "presence"],
)
@given(scenarios("regime"), st.lists(shares, min_size=5, max_size=5), shares, shares)
def test_backing_an_army_and_troops_never_raise_a_hazard_nor_do_protest_and_opposition_lower_one(
    place, sign, scenario, state, other, reliance
):
    columns = [frozen([value, value]) for value in state]
    columns[place] = frozen(sorted((state[place], other))[::sign])
    for weekly in hazard(*columns, reliance, scenario.regime):
        assert weekly[0] <= weekly[1] * (1 + 2**-50)


@given(shares, shares)
def test_without_dependence_backing_does_not_matter(one, other):
    columns = [frozen([value, value]) for value in QUIET]
    columns[0] = frozen([one, other])
    for weekly in hazard(*columns, 0.0, USUAL):
        assert weekly[0] == weekly[1]


@given(st.floats(0, 1e3), st.sampled_from([0.5, 1.0]))
def test_a_step_turns_a_hazard_into_a_chance(weekly, span):
    assert chance(frozen(weekly), span) == pytest.approx(1 - np.exp(-weekly * span), abs=2**-52)


@given(shares, shares, shares, st.booleans())
def test_two_half_weeks_are_survived_as_often_as_a_whole_one(backing, credit, protest, tries):
    world = a_world(backing=backing, credit=credit, protest=protest, defied=0.7)
    world.removal = frozen([tries])
    whole, first = (dangers(world, a_week(1, span=span), Scenario()) for span in (1.0, 0.5))
    forget(world, a_week(1, span=0.5), Scenario())
    second = dangers(world, a_week(1, span=0.5), Scenario())
    for week, one, other in zip(whole, first, second, strict=True):
        assert 1 - week[0] == pytest.approx((1 - one[0]) * (1 - other[0]), rel=1e-12)


def test_a_defeat_weighs_as_much_as_a_leader_reckons_however_long_the_steps_are():
    reckoned = USUAL.danger_of_defeat(1.0, 104.0)
    for span in (0.5, 1.0):
        world = a_world(defied=1.0, backing=USUAL.usual_backing, protest=0.0)
        calm = a_world(defied=0.0, backing=USUAL.usual_backing, protest=0.0)
        added, week = 0.0, a_week(1, span=span)
        for _ in range(round(104 / span)):
            shaken, quiet = (dangers(each, week, Scenario()).coup for each in (world, calm))
            added += float(np.log1p(-quiet[0]) - np.log1p(-shaken[0]))
            forget(world, week, Scenario())
        assert added == pytest.approx(reckoned, rel=1e-9)


def test_a_quiet_year_ends_the_regime_about_as_often_as_a_backed_personalist_regime():
    yearly = 1 - (1 - chance(frozen(USUAL.coup_base + USUAL.uprising_base), 1.0)) ** 52
    assert 0.01 < yearly < 0.02  # 4.1 to 5.4 % for personalist regimes, less with a patron [GWF]


def test_moscow_removes_nobody_whom_it_backs_in_full_or_who_does_not_depend_on_it():
    near = frozen([USUAL.usual_presence])

    def exposed(backing, credit, dependence):
        return removal(frozen([backing]), frozen([credit]), near, dependence, USUAL)[0]

    assert exposed(1.0, 0.0, 1.0) == 0
    assert exposed(0.0, 0.0, 0.0) == 0
    assert exposed(0.0, 0.0, 1.0) == pytest.approx(USUAL.replacement)
    assert exposed(0.0, 1.0, 1.0) == pytest.approx(USUAL.replacement / 2)


@given(scenarios("regime"), shares, shares, shares, shares)
def test_more_troops_in_the_country_never_make_removal_slower(
    scenario, backing, credit, one, other
):
    few, many = removal(
        frozen([backing] * 2), frozen([credit] * 2), frozen(sorted((one, other))), 0.7,
        scenario.regime,
    )  # fmt: skip
    assert few <= many * (1 + 2**-50)


def test_without_troops_removal_has_the_part_that_needs_none():
    nothing = frozen([0.0, 0.0])
    none, full = removal(nothing, nothing, frozen([0.0, 1.0]), 1.0, USUAL)
    assert none / full == pytest.approx(USUAL.reach)


def test_a_defeat_shakes_his_rule_and_is_forgotten():
    world = a_world(defied=0.7)
    fresh = dangers(world, a_week(1), Scenario()).coup[0]
    calm = dangers(a_world(defied=0.0), a_week(1), Scenario()).coup[0]
    over_the_week = (1 - np.exp(-USUAL.defiance_fades)) / USUAL.defiance_fades
    assert -np.log((1 - fresh) / (1 - calm)) == pytest.approx(USUAL.defiance * 0.7 * over_the_week)
    forget(world, a_week(1), Scenario())
    assert world.defied[0] == pytest.approx(0.7 * np.exp(-USUAL.defiance_fades))


def test_the_danger_of_a_defeat_adds_up_to_what_a_year_of_forgetting_leaves_of_it():
    total = sum(USUAL.defiance * np.exp(-USUAL.defiance_fades * (np.arange(52000) + 0.5) / 1000))
    assert USUAL.danger_of_defeat(1.0, 52) == pytest.approx(total / 1000, rel=1e-6)


@pytest.mark.parametrize(
    ("channel", "removal", "outcome"),
    [
        (Channel.COUP, False, Outcome.REPLACED),
        (Channel.UPRISING, False, Outcome.UPRISING),
        (Channel.REPLACEMENT, True, Outcome.REPLACED),
        (Channel.REPLACEMENT, False, Outcome.NO_ENTRY),
    ],
)
def test_the_unlucky_draw_decides_how_the_regime_falls(channel, removal, outcome):
    world = a_world(worlds=2, backing=0.5)
    world.removal = frozen([removal, removal])
    never, surely = 1 - 1e-9, 1e-9
    falls = {name: [never, never] for name in ("coup", "uprising", "replacement")}
    falls[channel.name.lower()] = [never, surely]
    fall(world, a_week(2, number=5, **falls), dangers(world, a_week(2), Scenario()))
    assert list(world.outcome) == [Outcome.NO_ENTRY, outcome]
    assert list(world.ended) == [-1, -1 if outcome == Outcome.NO_ENTRY else 5]
