"""Worlds to which chance deals other cards on some channels, and the same on all others."""

import numpy as np
import pytest

from sim import Scenario
from sim.luck import DICE, Lent, Luck
from sim.model import WarEntry
from sim.simulation import live

WORLDS = 64
NUMBERS = np.arange(WORLDS, dtype=np.uint64)
SEVERE = Scenario().but({"pressure.level": 0.8})


def stepped(luck, weeks):
    model = WarEntry(SEVERE, numbers=NUMBERS, luck=luck, collect=False)
    for _ in range(weeks):
        model.step()
    return model.world


def test_nothing_lent_changes_nothing():
    usual, same = stepped(Luck(5), 8), stepped(Luck.dealt(5, {}), 8)
    np.testing.assert_array_equal(usual.lukashenko, same.lukashenko)
    np.testing.assert_array_equal(usual.compliance, same.compliance)


def test_all_dice_of_the_same_seed_are_no_other_dice():
    own = {owner: Lent(5) for owner in DICE}
    usual, same = stepped(Luck(5), 8), stepped(Luck.dealt(5, own), 8)
    np.testing.assert_array_equal(usual.lukashenko, same.lukashenko)
    np.testing.assert_array_equal(usual.front, same.front)


@pytest.mark.parametrize("owner", sorted(DICE))
def test_other_dice_change_their_owner_first_and_nobody_else(owner):
    usual, other = stepped(Luck(5), 1), stepped(Luck.dealt(5, {owner: Lent(6)}), 1)
    own = {"putin": "putin_error", "lukashenko": "lukashenko_error", "front": "front",
           "army": "allegiance"}  # fmt: skip
    for dice, field in own.items():
        same = np.array_equal(getattr(usual, field), getattr(other, field))
        assert same == (dice != owner)


def test_worlds_that_share_all_dice_and_their_people_alone_differ():
    shared = {owner: Lent(5, WORLDS) for owner in DICE}
    world = stepped(Luck.dealt(5, shared), 4)
    assert np.ptp(world.front) == 0
    assert np.ptp(world.putin_error) == 0
    assert np.ptp(world.compliance) > 0


def test_worlds_of_many_points_are_dealt_the_same_as_alone():
    luck = Luck.dealt(5, {"putin": Lent(9, 8)})
    points = Scenario().varied({"pressure.level": [0.6, 0.9]})
    both = live(points, np.repeat([0, 1], 32), np.tile(NUMBERS[:32], 2), 5, luck=luck)
    alone = live(points, np.repeat([1], 32), NUMBERS[:32], 5, luck=luck)
    np.testing.assert_array_equal(both.outcome[32:], alone.outcome)
    usual = live(points, np.repeat([1], 32), NUMBERS[:32], 5)
    assert not np.array_equal(usual.ended, alone.ended)
