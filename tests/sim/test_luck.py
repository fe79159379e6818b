"""Luck belongs to (seed, world, week, channel) and to nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.luck import Channel, Luck

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
