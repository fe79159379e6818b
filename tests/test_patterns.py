"""The patterns that the model must show in December 2022: signs and orders of magnitude, on common
luck; figures are compared beyond the error that so many worlds leave.
"""

from itertools import pairwise

import numpy as np
import pytest

from sim import Outcome, Scenario
from sim.agents.moscow import Option
from sim.estimates.intervals import rate
from sim.estimates.weekly import QUANTITIES, TOP, mean
from sim.laws.pressure import LEVELS
from sim.laws.theatre import prospects
from sim.model import WarEntry
from sim.world import ENTRIES, ENTRY_RUNGS, Rung
from tests.leaders import rungs_judged
from tests.lives import (
    SEED,
    SMALL,
    certainly_fewer,
    certainly_more,
    effect,
    effect_on_entry,
    effect_on_share,
    entered,
    failed_orders,
    lived,
    mutinied,
    order_failed,
    orders,
    regime_fell,
    ultimatum_came,
)
from tests.worlds import a_world

MANY = 2048
OBSERVED = SMALL | {"pressure.level": LEVELS["observed"]}
PRESSED = SMALL | {"pressure.level": 0.7}  # where neither entry nor anything below it is rare
MAXIMUM = SMALL | {"pressure.level": LEVELS["maximum"]}
EVERY_YEAR = [
    pytest.param(OBSERVED, 2 * MANY, id="observed"),  # where entry is rare
    pytest.param(PRESSED, MANY, id="pressed"),
]
INVASION = {  # of February 2022; every citizen counts where protest is a few in a hundred
    "army.soldiers": 128,
    "public.citizens": 1024,
    "start": "2022-02-24",
    "theatre.contingent": 30.0,
    "theatre.border_defence": 0.25,
}


def lost(front):
    """A front that stands where it would return to."""
    return {"theatre.front": front, "theatre.front_mean": front}


def held(contingent):
    """A contingent of so many thousand all year."""
    return {"theatre.contingent_weekly": [contingent]}


def weekly_mean(quantity, changes):
    """The mean of a quantity over living worlds, week by week."""
    place = QUANTITIES.index(quantity)
    states = lived(changes, MANY).weekly.states
    return np.array([mean(week[place], TOP[quantity]) for week in states])


def share_of_weeks(chosen, options):
    """The share of all weeks in which some options stand. A world counts once for the error: its
    weeks hang together.
    """
    share = chosen[list(options)].sum() / chosen.sum()
    return rate(round(share * MANY), MANY)


def test_p1_entry_at_observed_pressure_is_the_exception_and_not_impossible():
    entry = lived(OBSERVED, MANY, "conditional").entry()
    assert 0 < entry.low < entry.high < 0.5


def test_p2_entry_never_falls_with_pressure():
    levels = [SMALL | {"pressure.level": level} for level in LEVELS.values()]
    differences = [effect(entered, more, less, MANY) for less, more in pairwise(levels)]
    assert not any(certainly_fewer(difference) for difference in differences)
    assert certainly_more(effect(entered, MAXIMUM, OBSERVED, MANY))


@pytest.mark.long
def test_p2_more_pressure_makes_a_rare_entry_less_rare():
    none, low = (SMALL | {"pressure.level": LEVELS[name]} for name in ("none", "low"))
    assert certainly_more(effect_on_entry(OBSERVED, low, 4 * MANY))
    assert not certainly_fewer(effect_on_entry(low, none, MANY))


def test_p2_entry_without_pressure_is_rarer_than_one_in_two_hundred():
    none = SMALL | {"pressure.level": LEVELS["none"]}
    assert lived(none, MANY).entry().high < 0.005
    assert lived(none, MANY, "conditional").entry().high < 0.005


@pytest.mark.parametrize(("lower", "higher"), [(0.32, 0.42), (0.42, 0.52)])
def test_p3_lower_morale_makes_entry_rarer_and_orders_likelier_to_fail(lower, higher):
    low, high = (PRESSED | {"army.morale": morale} for morale in (lower, higher))
    assert certainly_fewer(effect(entered, low, high, MANY))
    assert certainly_more(effect_on_share(failed_orders, orders, low, high, MANY))


def test_p3_years_with_an_order_that_fails_peak_in_between_for_a_broken_army_is_not_ordered():
    broken, usual, willing = (PRESSED | {"army.morale": morale} for morale in (0.22, 0.42, 0.62))
    assert certainly_more(effect(order_failed, usual, broken, MANY))
    assert certainly_more(effect(order_failed, usual, willing, MANY))


def test_p4_less_dependence_makes_entry_rarer():
    free, partly, wholly = (PRESSED | {"lukashenko.dependence": on} for on in (0.0, 0.4, 1.0))
    assert certainly_fewer(effect(entered, free, partly, MANY))
    assert certainly_fewer(effect(entered, partly, PRESSED, MANY))
    assert certainly_fewer(effect(entered, PRESSED, wholly, MANY))


def test_p4_an_independent_lukashenko_hardly_ever_enters_even_at_maximum_pressure():
    assert lived(MAXIMUM | {"lukashenko.dependence": 0.0}, MANY).entry().high < 0.02


@pytest.mark.parametrize(("year", "worlds"), EVERY_YEAR)
def test_p5_a_public_less_opposed_makes_entry_likelier(year, worlds):
    assert certainly_more(effect_on_entry(year | {"public.opposed": 0.5}, year, worlds))


def test_p6_stronger_northern_defences_make_entry_rarer():
    weak, strong = (PRESSED | {"theatre.border_defence": defence} for defence in (0.3, 0.95))
    assert certainly_fewer(effect(entered, strong, PRESSED, MANY))
    assert certainly_more(effect(entered, weak, PRESSED, MANY))


@pytest.mark.parametrize(("less", "more"), [(0.5, 0.78), (0.78, 0.9)])
def test_p7_losses_at_the_front_raise_moscows_demands(less, more):
    assert certainly_more(effect(ultimatum_came, PRESSED | lost(less), PRESSED | lost(more), MANY))


def test_p7_losses_at_the_front_lower_the_prospects_that_minsk_sees():
    worse, better = (weekly_mean("prospects", PRESSED | lost(front)) for front in (0.6, 0.8))
    assert (worse < better).all()


def test_p7_with_the_prospects_goes_what_lukashenko_thinks_of_entering():
    scenario = Scenario().but(SMALL)
    asked = {"compliance": 0.4, "backing": 0.5, "pressure": 0.7, "putin": Option.ULTIMATUM}
    worse, better = (
        prospects(a_world(scenario, front=front, **asked), 0.5, scenario.theatre)
        for front in (0.5, 0.8)
    )
    entering = list(ENTRY_RUNGS)
    under_worse, under_better = (
        rungs_judged(a_world(scenario, prospects=north, **asked), scenario).utility()[entering]
        for north in (worse, better)
    )
    assert (under_worse < under_better).all()


@pytest.mark.parametrize(("less", "more"), [(0.5, 0.78), (0.78, 0.9)])
def test_p7_losses_at_the_front_make_more_orders_fail(less, more):
    worse, better = PRESSED | lost(less), PRESSED | lost(more)
    assert certainly_more(effect_on_share(failed_orders, orders, worse, better, MANY))


@pytest.mark.parametrize(("fewer", "more"), [(2.0, 9.0), (9.0, 30.0)])
def test_p8_a_larger_contingent_makes_entry_likelier(fewer, more):
    assert certainly_more(effect(entered, PRESSED | held(more), PRESSED | held(fewer), MANY))


@pytest.mark.parametrize("level", ["high", "severe"])
def test_p8_worlds_that_enter_hold_a_larger_contingent_than_the_others_that_week(level):
    year = Scenario().but(SMALL | {"pressure.level": LEVELS[level]})
    model = WarEntry(year, worlds=MANY, seed=SEED, collect=False)
    more = []
    while model.running:
        model.step()
        entering = np.isin(model.world.outcome, ENTRIES)
        if entering.any() and not entering.all():
            more.extend(model.world.contingent[entering] - model.world.contingent[~entering].mean())
    assert np.mean(more) > 3 * np.std(more) / np.sqrt(len(more))


def test_p9_holding_the_threat_is_putins_most_common_choice():
    chosen = lived(OBSERVED, MANY).weekly.putin.sum(axis=0)
    others = set(Option) - {Option.HOLD}
    most = max(share_of_weeks(chosen, [option]).high for option in others)
    assert share_of_weeks(chosen, [Option.HOLD]).low > most


@pytest.mark.parametrize("year", [OBSERVED, PRESSED], ids=["observed", "pressed"])
def test_p10_concessions_below_entry_are_lukashenkos_usual_answer(year):
    chosen = lived(year, MANY).weekly.lukashenko.sum(axis=0)
    assert share_of_weeks(chosen, [Rung.HOST, Rung.SUPPLY, Rung.POSTURE]).low > 0.5


@pytest.mark.parametrize("year", [PRESSED, MAXIMUM], ids=["pressed", "maximum"])
def test_p10_full_entry_is_rarer_than_limited_entry(year):
    rates = lived(year, MANY).rates()
    assert rates[Outcome.FULL_ENTRY].high < rates[Outcome.LIMITED_ENTRY].low


def test_p11_room_for_manoeuvre_runs_down_under_pressure_and_faster_under_more():
    observed, pressed = weekly_mean("credit", OBSERVED), weekly_mean("credit", PRESSED)
    assert observed[-1] < observed[25] < observed[0]
    assert pressed[-1] < observed[-1]


def test_p11_room_for_manoeuvre_recovers_without_pressure():
    spent = weekly_mean("credit", SMALL | {"pressure.level": 0.0, "lukashenko.credit": 0.3})
    assert 0.3 < spent[25] < spent[-1]


def test_p12_a_stronger_opposition_lowers_compliance():
    weak, strong = (
        weekly_mean("compliance", OBSERVED | {"opposition.capacity": capacity})
        for capacity in (0.05, 0.6)
    )
    assert (strong < weak).all()


def test_p12_a_stronger_opposition_raises_mutinies():
    weak, strong = (PRESSED | {"opposition.capacity": capacity} for capacity in (0.05, 0.6))
    assert certainly_more(effect(mutinied, strong, weak, MANY))
    assert certainly_more(effect_on_share(mutinied, orders, strong, weak, MANY))


def test_p13_an_over_optimistic_lukashenko_gives_more_orders_that_fail():
    sober, deceived = (PRESSED | {"lukashenko.loyalty_bias": bias} for bias in (0.0, 0.3))
    assert certainly_more(effect(order_failed, deceived, sober, MANY))
    assert certainly_more(effect_on_share(failed_orders, orders, deceived, sober, MANY))


def test_p14_without_pressure_the_regime_falls_in_some_years_but_few():
    falls = regime_fell(lived(SMALL | {"pressure.level": 0.0}, 2 * MANY))
    fell = rate(int(falls.sum()), falls.size)
    assert 0.005 < fell.low < fell.high < 0.08


@pytest.mark.parametrize(("year", "worlds"), EVERY_YEAR)
def test_p15_an_opening_to_the_west_makes_entry_rarer(year, worlds):
    assert certainly_fewer(effect_on_entry(year | {"lukashenko.west": 0.2}, year, worlds))


def test_p16_protest_against_the_invasion_stays_small():
    outcomes = lived(INVASION, MANY)
    peaks = outcomes.histories.peak_protest[~outcomes.entered]
    beyond = rate(int((peaks >= 0.05).sum()), peaks.size)
    assert beyond.high < 0.05


def test_p16_a_crowd_in_the_street_is_gone_within_a_month():
    crowd = weekly_mean("protest", INVASION | {"public.protest": 0.05})
    assert crowd[4:].max() < 0.01


def test_p16_it_is_repression_that_keeps_the_street_empty():
    angry = INVASION | {"public.grievance": 0.5}
    free, policed = (
        weekly_mean("protest", angry | {"public.repression": grip}) for grip in (0.1, 0.8)
    )
    assert (free > policed).all()
