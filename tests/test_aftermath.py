"""After entry: what becomes of expeditions and of his rule, in whole worlds on common luck."""

from functools import lru_cache

import numpy as np
import pytest

from sim import Outcomes, Scenario, simulate
from sim.estimates.intervals import paired_difference, rate
from sim.world import ENTRIES, NEVER, Fate, Outcome, Return
from tests.lives import SMALL, certainly_fewer, certainly_more

WORLDS = 1024
TWO_YEARS = SMALL | {"weeks": 104}
KEPT = {"weeks": 78} | SMALL


@lru_cache
def followed(*changes, worlds=WORLDS) -> Outcomes:
    return simulate(
        Scenario().but(dict(changes)), worlds, seed=1, follow_entry=True, estimator="counted"
    )


def of(changes, worlds=WORLDS):
    return followed(*sorted(changes.items()), worlds=worlds)


def kept(rung, pressure, **more):
    """Worlds in which he answers the first ultimatum so and keeps to it for a year."""
    force = f"first ultimatum: lukashenko={rung} for 52 weeks"
    return of(TWO_YEARS | {"pressure.level": pressure, "force": force} | more).histories


def in_power(told):
    """Whether he is in power a year after his first answer to an ultimatum, where asked."""
    asked = (told.answered != NEVER) & (told.answered < 52)
    lasts = (told.fell == NEVER) | (told.fell > told.answered + 52)
    return asked, lasts


def entering_less(rung, pressure, **more):
    """The paired difference that entering instead of a lower rung makes to being in power."""
    entering, lower = kept("limited_entry", pressure, **more), kept(rung, pressure, **more)
    asked, lasts = in_power(entering)
    others, lasts_there = in_power(lower)
    assert np.array_equal(asked, others)  # twins are asked in the same worlds
    return paired_difference(lasts[asked], lasts_there[asked])


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
@pytest.mark.parametrize("steps", [1, 2])
def test_the_chance_of_entry_is_the_same_bits_whether_or_not_it_is_followed(estimator, steps):
    scenario = Scenario().but(
        {"army.soldiers": 64, "public.citizens": 64, "pressure.level": 0.9, "weeks": 40}
        | {"steps_per_week": steps}
    )
    alone, further = (
        simulate(scenario, 200, seed=3, estimator=estimator, follow_entry=follow)
        for follow in (False, True)
    )
    for name in ("outcome", "ended", "blocked", "rung_weeks", "chances", "rungs", "peak_protest"):
        assert np.array_equal(getattr(alone.histories, name), getattr(further.histories, name))
    for name in ("living", "states", "putin", "lukashenko"):
        assert np.array_equal(getattr(alone.weekly, name), getattr(further.weekly, name))
    assert np.array_equal(alone.masses.incidence, further.masses.incidence)


def test_every_world_has_one_fate_that_fits_its_first_ending():
    told = of(TWO_YEARS | {"pressure.level": 1.0}).histories
    entered = np.isin(told.outcome, ENTRIES)
    fell = told.fell != NEVER
    assert np.array_equal(fell, told.fate != Fate.IN_POWER)
    assert (told.fell[entered & fell] >= told.ended[entered & fell]).all()
    assert (told.fell[~entered & fell] == told.ended[~entered & fell]).all()
    for outcome, fates in (
        (Outcome.NO_ENTRY, {Fate.IN_POWER}),
        (Outcome.MUTINY, {Fate.MUTINY}),
        (Outcome.UPRISING, {Fate.UPRISING}),
        (Outcome.REPLACED, {Fate.COUP, Fate.REMOVED}),
    ):
        assert set(told.fate[told.outcome == outcome]) == fates
    assert set(told.returned[~entered]) == {Return.NONE}
    assert set(told.returned[entered]) == set(Return)
    assert (
        told.home[told.returned != Return.NONE] >= told.ended[told.returned != Return.NONE]
    ).all()
    assert (told.toll[entered] > 0).any()
    assert (told.toll[~entered] == 0).all()


def test_an_army_that_nothing_wears_never_breaks():
    """Comrades who hold each other, no losses, no weariness: who goes, stays until called home."""
    steady = {"army.casualties": 0.0, "army.wear": 0.0, "army.cohesion": 0.5}
    told = of(TWO_YEARS | steady | {"pressure.level": 0.8}).histories
    entered = np.isin(told.outcome, ENTRIES)
    assert entered.sum() > 100
    assert not np.isin(told.returned[entered], (Return.BROKE, Return.MUTINIED)).any()


def broke(told):
    """Whether an expedition broke or mutinied, where he went when first asked."""
    went = np.isin(told.outcome, ENTRIES) & (told.ended == told.answered)
    return went, np.isin(told.returned, (Return.BROKE, Return.MUTINIED))


def test_higher_morale_breaks_fewer_expeditions():
    low, high = (kept("limited_entry", 0.8, **{"army.morale": m}) for m in (0.42, 0.50))
    both = broke(low)[0] & broke(high)[0]
    assert both.sum() > 100
    assert certainly_fewer(paired_difference(broke(high)[1][both], broke(low)[1][both]))


def test_more_pressure_breaks_more_of_the_expeditions_of_his_own_choice():
    shares = []
    for pressure in (0.6, 1.0):
        told = of(TWO_YEARS | {"pressure.level": pressure}).histories
        entered = np.isin(told.outcome, ENTRIES) & (told.ended < 52)
        ends = broke(told)[1] & (told.home <= told.ended + 52)
        shares.append(rate(int((entered & ends).sum()), int(entered.sum())))
    assert shares[0].high < shares[1].low


def test_entering_gains_on_refusing_as_pressure_grows():
    calm, hard = (entering_less("refuse", pressure) for pressure in (0.5, 0.9))
    assert calm.high < hard.low


@pytest.mark.long
def test_entering_gains_on_refusing_as_morale_grows():
    poor, good = (entering_less("refuse", 0.8, **{"army.morale": m}) for m in (0.42, 0.50))
    assert poor.high < good.low


def test_entering_is_safer_than_refusing_at_severe_pressure_where_the_army_obeys_and_only_there():
    entering, lower = kept("limited_entry", 0.8), kept("refuse", 0.8)
    asked, lasts = in_power(entering)
    holds = asked & (np.isin(entering.outcome, ENTRIES) & (entering.ended == entering.answered))
    fails = asked & ~holds
    _, lasts_there = in_power(lower)
    assert certainly_more(paired_difference(lasts[holds], lasts_there[holds]))
    assert certainly_fewer(paired_difference(lasts[fails], lasts_there[fails]))


@pytest.mark.long
def test_half_weeks_change_no_fate_beyond_chance():
    shares = []
    for steps in (1, 2):
        entries = of(KEPT | {"pressure.level": 0.8, "steps_per_week": steps}).entries
        shares.append(entries.after(26)[Fate.IN_POWER])
    one, two = shares
    error = np.hypot(*((each.high - each.low) / 3.92 for each in shares))
    assert abs(one.probability - two.probability) < 3 * error


def test_the_street_answers_the_dead_within_the_size_of_2020():
    """One in seven took part in 2020; the order is the outrage, then the dead are."""
    from sim.model import WarEntry

    scenario = Scenario().but(
        TWO_YEARS
        | {"public.citizens": 1024, "pressure.level": 0.8}
        | {"force": "first ultimatum: lukashenko=limited_entry for 26 weeks"}
    )
    model = WarEntry(scenario, worlds=256, seed=1, collect=False)
    peak = np.zeros(256)
    while model.running:
        model.step()
        world = model.world
        there = np.flatnonzero(world.fought)
        place = world.number[there].astype(int)
        peak[place] = np.maximum(peak[place], world.protest[there])
    abroad = peak[peak > 0]
    assert abroad.size > 60
    assert 0.02 < np.median(abroad) < 0.14
    assert np.quantile(abroad, 0.95) < 0.25


@pytest.mark.long
def test_an_expedition_moves_the_front_by_less_than_a_hundredth():
    from sim.model import WarEntry

    means = []
    for diversion in (0.0, 0.04):
        scenario = Scenario().but(
            TWO_YEARS
            | {"theatre.diversion": diversion, "pressure.level": 0.8}
            | {"force": "first ultimatum: lukashenko=limited_entry for 52 weeks"}
        )
        model = WarEntry(scenario, worlds=128, seed=1, collect=False)
        seen = []
        while model.running:
            model.step()
            if model.world.fought.any():
                seen.append(model.world.front[model.world.fought].mean())
        means.append(np.mean(seen))
    assert 0 < means[1] - means[0] < 0.01
