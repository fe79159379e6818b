"""What becomes of entry: branches say what counting says, and cost P(entry) nothing."""

from dataclasses import fields
from functools import lru_cache
from math import isnan, sqrt

import numpy as np
import pytest

from sim import Scenario, simulate
from sim.estimates.branching import COARSE, grafts
from sim.estimates.fates import KNOWN, Fates
from sim.model import WarEntry
from sim.world import ENTRIES, NEVER, Fate

SMALL = {"army.soldiers": 64, "public.citizens": 128}
WORLDS = 600
LEVELS = (0.6, 1.0)


@lru_cache
def lived(level, estimator, worlds=WORLDS, seed=1, batch=None, follow_entry=True):
    return simulate(
        Scenario().but({**SMALL, "pressure.level": level}),
        worlds,
        seed,
        estimator=estimator,
        batch=batch,
        follow_entry=follow_entry,
    )


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
@pytest.mark.parametrize("level", LEVELS)
def test_what_is_left_of_a_world_and_its_entry_are_one_world(level, estimator):
    histories = lived(level, estimator).histories
    assert np.abs(histories.fates.sum(axis=0) - 1).max() < 1e-11
    entry = histories.chances[list(ENTRIES)].sum(axis=0)
    assert np.abs(histories.fates[Fate.NOT_FOLLOWED] - entry).max() < 1e-11


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
@pytest.mark.parametrize("level", [0.4, 1.0])
def test_entry_is_as_likely_to_the_last_bit_whether_it_is_followed_or_not(level, estimator):
    followed = lived(level, estimator, 200)
    left = lived(level, estimator, 200, follow_entry=False)
    assert left.entries is None
    for name in ("chances", "blocks", "rungs", "fates", "outcome", "ended", "answered"):
        mine, its = (getattr(each.histories, name) for each in (followed, left))
        assert np.array_equal(mine, its), name
    for name in ("incidence", "blocks", "rungs"):
        assert np.array_equal(getattr(followed.masses, name), getattr(left.masses, name)), name


@pytest.mark.parametrize("level", LEVELS)
def test_branches_weigh_as_much_as_the_entry_they_stand_for(level):
    outcomes = lived(level, "conditional")
    chance = outcomes.histories.fates[Fate.NOT_FOLLOWED]
    entries = outcomes.entries
    mine = chance[entries.histories.number.astype(int)]
    assert np.allclose(entries.weight, np.maximum(mine, COARSE), rtol=0, atol=1e-11)
    likely = np.flatnonzero(chance >= COARSE + 1e-11)
    assert np.isin(likely, entries.histories.number.astype(int)).all()
    rest = chance < COARSE  # kept as often as their chance is of COARSE
    expected, kept = chance[rest].sum() / COARSE, np.count_nonzero(entries.weight == COARSE)
    assert abs(kept - expected) <= 4 * sqrt(expected) + 1


def test_every_branch_enters_in_its_week_on_its_order():
    scenario = Scenario().but({**SMALL, "pressure.level": 1.0})
    model = WarEntry(scenario, worlds=100, seed=1, collect=False, conditional=True)
    while model.running:
        model.step()
    chosen = grafts(model.endings.forks, model.histories.number, model.luck, model.lived)
    told = lived(1.0, "conditional").entries.histories
    told = told.taken(np.flatnonzero(told.number < 100))
    assert told.worlds > 20
    assert np.array_equal(told.number, chosen.numbers)
    assert np.array_equal(told.ended, chosen.forks.step)
    assert np.array_equal(told.outcome, np.array(ENTRIES)[chosen.forks.entry])


@pytest.mark.long
@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_the_size_of_a_batch_changes_no_branch(estimator):
    once, parts = (lived(1.0, estimator, 60, batch=batch).entries for batch in (None, 7))
    assert np.array_equal(once.weight, parts.weight)
    for each in fields(once.histories):
        mine, its = (getattr(entries.histories, each.name) for entries in (once, parts))
        assert np.array_equal(mine, its), each.name


@pytest.mark.parametrize("level", LEVELS)
def test_branches_say_what_counting_says(level):
    counted, branched = lived(level, "counted", seed=2).entries, lived(level, "conditional").entries
    assert branched.effective > 30
    for weeks in (13, 52):
        for fate in KNOWN:
            one, other = counted.after(weeks)[fate], branched.after(weeks)[fate]
            if one.worlds and other.worlds:
                error = sqrt(sum(((each.high - each.low) / 4) ** 2 for each in (one, other)))
                assert abs(one.probability - other.probability) < 3.5 * error, (weeks, fate)
    for name in ("returned", "home", "toll"):
        one, other = (
            np.average(getattr(each.histories, name) > 0, weights=each.weight)
            for each in (counted, branched)
        )
        spread = sqrt(0.25 / counted.effective + 0.25 / branched.effective)
        assert abs(one - other) < 3.5 * spread, name


def test_where_nobody_can_enter_nothing_is_said_of_entry():
    never = Scenario().but({**SMALL, "force": "never entry", "pressure.level": 1.0})
    for estimator in ("counted", "conditional"):
        outcomes = simulate(never, 20, 1, estimator=estimator, follow_entry=True)
        entries = outcomes.entries
        assert entries.weight.size == 0
        assert entries.effective == 0
        assert all(isnan(each.probability) for each in entries.after(26).values())
        fates = Fates.of(outcomes.histories, entries)
        assert not fates.became.any()
        assert np.array_equal(fates.alone[list(KNOWN)], fates.together)


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_sums_of_fates_do_not_depend_on_how_worlds_are_cut(estimator):
    whole, scenario = lived(1.0, estimator, 60), Scenario().but({**SMALL, "pressure.level": 1.0})
    first, rest = (
        simulate(scenario, n, 1, estimator=estimator, first_world=begin, follow_entry=True)
        for begin, n in ((0, 23), (23, 37))
    )
    together = Fates.of(rest.histories, rest.entries)
    together.merge(Fates.of(first.histories, first.entries))
    for each in fields(Fates):
        expected = getattr(Fates.of(whole.histories, whole.entries), each.name)
        assert np.array_equal(getattr(together, each.name), expected), each.name


def test_counted_sums_of_fates_are_counts():
    outcomes = lived(1.0, "counted")
    told, fates = outcomes.entries.histories, Fates.of(outcomes.histories, outcomes.entries)
    became = fates.became[0, :, 0, 0]
    assert list(became) == [np.count_nonzero(told.fate == fate) for fate in KNOWN]
    followed = told.ended + 26 < 52
    fell = (told.fell != NEVER) & (told.fell <= told.ended + 26)
    assert fates.became[1, Fate.IN_POWER, 0, 0] == np.count_nonzero(followed & ~fell)
    assert not fates.became[2].any()  # nobody is followed for a year within one
    home = (told.home != NEVER) & (told.returned == 1)
    assert fates.expedition[0, 1, 0, 0] == np.count_nonzero(home)
    assert fates.lasted[0, 1, 3, 0, 0] == np.count_nonzero(home & (told.home - told.ended == 3))
    assert fates.toll[..., 0, 0].sum() == told.worlds
