"""The patterns that the model must show in December 2022: signs and orders of magnitude,
on common luck.
"""

import numpy as np
import pytest

from sim import Outcome, Scenario
from sim.agents.putin import Option
from sim.estimates.intervals import rate
from sim.estimates.weekly import QUANTITIES, TOP, mean
from sim.laws.pressure import LEVELS
from sim.model import WarEntry
from sim.world import ENTRIES, Rung
from tests.lives import (
    certainly_fewer,
    certainly_more,
    effect,
    entered,
    lived,
    mutinied,
    order_failed,
    regime_fell,
    ultimatum_came,
)

HIGH = {"pressure.level": LEVELS["high"]}
MAXIMUM = {"pressure.level": LEVELS["maximum"]}
DECEIVED = MAXIMUM | {
    "army.loyalty": 0.5,
    "lukashenko.loyalty_bias": 0.4,
}  # he believes in an army that is not there
INVASION = {"start": "2022-02-24", "theatre.contingent": 30.0, "theatre.border_defence": 0.25}


def weekly_mean(quantity, changes=None):
    """The mean of a quantity over living worlds, week by week."""
    place = QUANTITIES.index(quantity)
    return np.array([mean(week[place], TOP[quantity]) for week in lived(changes).weekly.states])


def test_p1_entry_at_observed_pressure_is_unlikely_but_possible():
    entry = lived(worlds=4096).entry()
    assert 0.01 < entry.low < entry.high < 0.08


def test_p2_entry_never_falls_with_pressure():
    steps = zip(LEVELS.values(), list(LEVELS.values())[1:], strict=False)
    differences = [
        effect(entered, {"pressure.level": more}, {"pressure.level": less}) for less, more in steps
    ]
    assert not any(certainly_fewer(difference) for difference in differences)
    assert all(difference.probability >= 0 for difference in differences)
    assert certainly_more(effect(entered, MAXIMUM, {"pressure.level": LEVELS["none"]}))


def test_p2_entry_without_pressure_is_rarer_than_one_in_two_hundred():
    assert lived({"pressure.level": LEVELS["none"]}, worlds=4096).entry().high < 0.005


def test_p3_lower_morale_makes_entry_rarer():
    assert certainly_fewer(effect(entered, HIGH | {"army.morale": 0.3}, HIGH))


@pytest.mark.parametrize("event", [order_failed, mutinied])
def test_p3_lower_morale_makes_orders_fail_and_soldiers_mutiny(event):
    assert certainly_more(
        effect(event, DECEIVED | {"army.morale": 0.35}, DECEIVED | {"army.morale": 0.65})
    )


def test_p4_less_dependence_makes_entry_rarer():
    assert certainly_fewer(effect(entered, HIGH | {"lukashenko.dependence": 0.4}, HIGH))


def test_p4_an_independent_lukashenko_hardly_ever_enters_even_at_maximum_pressure():
    assert lived(MAXIMUM | {"lukashenko.dependence": 0.0}).entry().high < 0.02


def test_p5_a_public_less_opposed_makes_entry_likelier():
    assert certainly_more(effect(entered, HIGH | {"public.opposed": 0.5}, HIGH))


def test_p6_stronger_northern_defences_make_entry_rarer():
    assert certainly_fewer(effect(entered, HIGH | {"theatre.border_defence": 0.95}, HIGH))
    assert certainly_more(effect(entered, HIGH | {"theatre.border_defence": 0.4}, HIGH))


def test_p7_losses_at_the_front_raise_moscows_demands():
    lost = {"theatre.front": 0.6, "theatre.front_mean": 0.6}
    assert certainly_more(effect(ultimatum_came, lost))


def test_p7_losses_at_the_front_lower_the_prospects_that_minsk_sees():
    lost = weekly_mean("prospects", {"theatre.front": 0.6, "theatre.front_mean": 0.6})
    assert (lost < weekly_mean("prospects")).all()


def test_p8_a_larger_contingent_makes_entry_likelier():
    many, few = (HIGH | {"theatre.contingent": thousand} for thousand in (30.0, 1.0))
    assert certainly_more(effect(entered, many, few, worlds=2048))


def test_p8_worlds_that_enter_hold_a_larger_contingent_than_the_others_that_week():
    model = WarEntry(Scenario().but(HIGH), worlds=1024, seed=1, collect=False)
    more = []
    while model.running:
        model.step()
        entering = np.isin(model.world.outcome, ENTRIES)
        if entering.any() and not entering.all():
            more.extend(model.world.contingent[entering] - model.world.contingent[~entering].mean())
    assert np.mean(more) > 3 * np.std(more) / np.sqrt(len(more))


def test_p9_holding_the_threat_is_putins_most_common_choice():
    chosen = lived().weekly.putin.sum(axis=0)
    weeks = int(chosen.sum())
    assert rate(int(chosen[Option.HOLD]), weeks).low > max(
        rate(int(count), weeks).high for count in np.delete(chosen, Option.HOLD)
    )


@pytest.mark.parametrize("level", ["observed", "high"])
def test_p10_concessions_below_entry_are_lukashenkos_usual_answer(level):
    chosen = lived({"pressure.level": LEVELS[level]}).weekly.lukashenko.sum(axis=0)
    conceding = int(chosen[Rung.STALL : Rung.LIMITED_ENTRY].sum())
    assert rate(conceding, int(chosen.sum())).low > 0.5


def test_p10_full_entry_is_rarer_than_limited_entry():
    rates = lived(HIGH).rates()
    assert rates[Outcome.FULL_ENTRY].high < rates[Outcome.LIMITED_ENTRY].low


def test_p11_room_for_manoeuvre_runs_down_under_pressure_and_faster_under_more():
    observed, high = weekly_mean("credit"), weekly_mean("credit", HIGH)
    assert observed[-1] < observed[25] < observed[0]
    assert high[-1] < observed[-1]


def test_p11_room_for_manoeuvre_recovers_without_pressure():
    spent = weekly_mean("credit", {"pressure.level": 0.0, "lukashenko.credit": 0.3})
    assert 0.3 < spent[25] < spent[-1]


def test_p12_a_stronger_opposition_lowers_compliance():
    weak, strong = (
        weekly_mean("compliance", {"opposition.capacity": capacity}) for capacity in (0.05, 0.6)
    )
    assert (strong < weak).all()


def test_p12_a_stronger_opposition_raises_mutinies():
    weak, strong = (DECEIVED | {"opposition.capacity": capacity} for capacity in (0.05, 0.6))
    assert certainly_more(effect(mutinied, strong, weak))


def test_p13_an_over_optimistic_lukashenko_gives_more_orders_that_fail():
    army = MAXIMUM | {"army.morale": 0.25}
    sober, deceived = (army | {"lukashenko.loyalty_bias": bias} for bias in (-0.1, 0.3))
    assert certainly_more(effect(order_failed, deceived, sober))


def test_p14_without_pressure_the_regime_falls_in_under_three_in_a_hundred_years():
    falls = regime_fell(lived({"pressure.level": 0.0}, worlds=4096))
    assert rate(int(falls.sum()), falls.size).high < 0.03


def test_p15_an_opening_to_the_west_makes_entry_rarer():
    assert certainly_fewer(effect(entered, HIGH | {"lukashenko.west": 0.5}, HIGH))


def test_p16_protest_against_the_invasion_stays_small():
    outcomes = lived(INVASION)
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
