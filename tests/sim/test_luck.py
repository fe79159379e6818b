"""Luck belongs to (seed, world, week, channel) and to nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.luck import DICE, Channel, Lent, Luck, apart

UNIFORM = (
    *range(Channel.PUTIN_CHOICE, Channel.FRONT),
    *range(Channel.PUTIN_RECONSIDERS, Channel.ARMY_ALLEGIANCE),
)
NORMAL = (*range(Channel.FRONT, Channel.SOLDIER_MORALE), Channel.ARMY_ALLEGIANCE)
WORLD_CHANNELS = UNIFORM + NORMAL
SEVERAL = (Channel.PUTIN_LEANING, Channel.LUKASHENKO_LEANING, Channel.AT_FIRST)
MANY = np.arange(20_000, dtype=np.uint64)


@given(st.integers(0, 2**64 - 1), st.integers(0, 1039), st.integers(0, 2**32 - 64))
def test_a_world_has_the_same_luck_alone_and_in_company(seed, week, first):
    worlds = np.arange(first, first + 64, dtype=np.uint64)
    together = Luck(seed).of_week(week, worlds)
    alone = Luck(seed).of_week(week, worlds[41:42])
    assert set(together) == set(alone) == set(WORLD_CHANNELS)
    for channel, draws in together.items():
        np.testing.assert_array_equal(draws[41:42], alone[channel])
    for channel in SEVERAL:
        many, one = (Luck(seed).several(week, each, channel, 9) for each in (worlds, worlds[41:42]))
        np.testing.assert_array_equal(many[:, 41:42], one)


@pytest.mark.parametrize("channel", UNIFORM)
def test_choices_and_falls_draw_evenly_from_zero_to_one(channel):
    draws, n = Luck(3).of_week(10, MANY)[channel], MANY.size
    assert 0 < draws.min() < draws.max() < 1
    assert draws.mean() == pytest.approx(1 / 2, abs=5 * np.sqrt(1 / 12 / n))
    assert draws.var() == pytest.approx(1 / 12, abs=5 * np.sqrt(1 / 180 / n))


@pytest.mark.parametrize("channel", [*NORMAL, *SEVERAL])
def test_the_front_the_mood_leanings_and_estimates_draw_from_the_standard_normal(channel):
    if channel in SEVERAL:
        draws = Luck(3).several(10, MANY[:4000], channel, 5).ravel()
    else:
        draws = Luck(3).of_week(10, MANY)[channel]
    n = draws.size
    assert draws.mean() == pytest.approx(0, abs=5 / np.sqrt(n))
    assert draws.var() == pytest.approx(1, abs=5 * np.sqrt(2 / n))
    assert (draws**3).mean() == pytest.approx(0, abs=5 * np.sqrt(15 / n))


def test_channels_share_no_luck():
    luck, several = Luck(3), []
    for channel in SEVERAL:
        several += list(luck.several(10, MANY, channel, 7))
    draws = [*luck.of_week(10, MANY).values(), *several]
    correlations = np.corrcoef(draws) - np.eye(len(draws))
    assert np.abs(correlations).max() < 5 / np.sqrt(MANY.size)


@pytest.mark.parametrize(("seed", "week"), [(4, 10), (3, 11), (3 + 2**32, 10), (2**63, 10)])
def test_another_seed_or_week_is_other_luck(seed, week):
    one, other = Luck(3).of_week(10, MANY), Luck(seed).of_week(week, MANY)
    assert all(
        abs(np.corrcoef(one[c], other[c])[0, 1]) < 5 / np.sqrt(MANY.size) for c in WORLD_CHANNELS
    )


def test_numbers_of_channels_do_not_change():
    assert [channel.name for channel in Channel] == [
        "PUTIN_CHOICE", "LUKASHENKO_CHOICE", "OPPOSITION_CHOICE", "COUP", "UPRISING", "REPLACEMENT",
        "FRONT", "ARMY_MOOD", "PUTIN_ESTIMATE", "LUKASHENKO_ESTIMATE", "SOLDIER_MORALE",
        "SOLDIER_LOYALTY", "SOLDIER_SHOCK", "CITIZEN_ATTITUDE", "CITIZEN_GRIEVANCE",
        "CITIZEN_RISK_AVERSION", "CITIZEN_SHOCK", "SPLITTING", "PUTIN_AGAIN", "LUKASHENKO_AGAIN",
        "PUTIN_RECONSIDERS", "LUKASHENKO_RECONSIDERS", "OPPOSITION_RECONSIDERS", "ARMY_ALLEGIANCE",
        "PUTIN_LEANING", "LUKASHENKO_LEANING", "AT_FIRST", "SOLDIER_SAMPLE",
        "SOLDIER_LOSSES", "FORK",
    ]  # fmt: skip
    assert [int(channel) for channel in Channel] == list(range(len(Channel)))


@given(st.integers(0, 1039), st.sampled_from(sorted(DICE)), st.integers(1, 64))
def test_lent_dice_are_those_of_the_lender_and_all_other_luck_stays(week, owner, shared):
    worlds = apart(7, np.arange(1_000, 1_256)).astype(np.uint64)
    usual, other = Luck(3), Luck(4)
    dealt = Luck.dealt(3, {owner: Lent(4, shared)})
    lenders = apart(7, np.arange(1_000, 1_256) // shared * shared).astype(np.uint64)
    drawn = dealt.of_week(week, worlds)
    for channel, draws in drawn.items():
        mine = channel in DICE[owner]
        source = other.of_week(week, lenders) if mine else usual.of_week(week, worlds)
        np.testing.assert_array_equal(draws, source[channel])
        if channel in UNIFORM:
            np.testing.assert_array_equal(draws, dealt.of_channel(week, worlds, channel))
    for channel in DICE[owner]:
        several = dealt.several(week, worlds, Channel.AT_FIRST, 9, channel)
        np.testing.assert_array_equal(
            several, other.several(week, lenders, Channel.AT_FIRST, 9, channel)
        )


def test_every_channel_of_worlds_that_is_lent_has_one_owner():
    owned = [channel for channels in DICE.values() for channel in channels]
    assert len(owned) == len(set(owned))
    people = {channel for channel in Channel if channel.name.startswith(("SOLDIER", "CITIZEN"))}
    assert not people & set(owned)


def test_luck_is_shared_by_a_number_of_worlds():
    with pytest.raises(ValueError, match="shared = 0 is not a number of worlds"):
        Lent(4, 0)
