"""Luck belongs to (seed, world, week, channel) and to nothing else."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.luck import Channel, Luck

WORLD_CHANNELS = tuple(range(Channel.SOLDIER_MORALE))
UNIFORM = WORLD_CHANNELS[: Channel.FRONT]
NORMAL = WORLD_CHANNELS[Channel.FRONT :]
MANY = np.arange(20_000, dtype=np.uint64)


@given(st.integers(0, 2**64 - 1), st.integers(0, 1039), st.integers(0, 2**32 - 64))
def test_a_world_has_the_same_luck_alone_and_in_company(seed, week, first):
    worlds = np.arange(first, first + 64, dtype=np.uint64)
    together = Luck(seed).of_week(week, worlds)
    alone = Luck(seed).of_week(week, worlds[41:42])
    np.testing.assert_array_equal(together[:, 41:42], alone)


@pytest.mark.parametrize("channel", UNIFORM)
def test_choices_and_falls_draw_evenly_from_zero_to_one(channel):
    draws, n = Luck(3).of_week(10, MANY)[channel], MANY.size
    assert 0 < draws.min() < draws.max() < 1
    assert draws.mean() == pytest.approx(1 / 2, abs=5 * np.sqrt(1 / 12 / n))
    assert draws.var() == pytest.approx(1 / 12, abs=5 * np.sqrt(1 / 180 / n))


@pytest.mark.parametrize("channel", NORMAL)
def test_the_front_the_mood_and_estimates_draw_from_the_standard_normal(channel):
    draws, n = Luck(3).of_week(10, MANY)[channel], MANY.size
    assert draws.mean() == pytest.approx(0, abs=5 / np.sqrt(n))
    assert draws.var() == pytest.approx(1, abs=5 * np.sqrt(2 / n))
    assert (draws**3).mean() == pytest.approx(0, abs=5 * np.sqrt(15 / n))


def test_channels_share_no_luck():
    correlations = np.corrcoef(Luck(3).of_week(10, MANY)) - np.eye(len(WORLD_CHANNELS))
    assert np.abs(correlations).max() < 5 / np.sqrt(MANY.size)


@pytest.mark.parametrize(("seed", "week"), [(4, 10), (3, 11), (3 + 2**32, 10), (2**63, 10)])
def test_another_seed_or_week_is_other_luck(seed, week):
    one, other = Luck(3).of_week(10, MANY), Luck(seed).of_week(week, MANY)
    assert all(
        abs(np.corrcoef(one[c], other[c])[0, 1]) < 5 / np.sqrt(MANY.size) for c in WORLD_CHANNELS
    )


def test_numbers_of_channels_do_not_change():
    assert [channel.name for channel in Channel][:17] == [
        "PUTIN_CHOICE", "LUKASHENKO_CHOICE", "OPPOSITION_CHOICE", "COUP", "UPRISING", "REPLACEMENT",
        "FRONT", "ARMY_MOOD", "PUTIN_ESTIMATE", "LUKASHENKO_ESTIMATE", "SOLDIER_MORALE",
        "SOLDIER_LOYALTY", "SOLDIER_SHOCK", "CITIZEN_ATTITUDE", "CITIZEN_GRIEVANCE",
        "CITIZEN_RISK_AVERSION", "CITIZEN_SHOCK",
    ]  # fmt: skip
    assert [int(channel) for channel in Channel] == list(range(len(Channel)))
