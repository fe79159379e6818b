"""Rare events on the way, by splitting."""

import numpy as np
import pytest

from sim import Scenario, ScenarioError, simulate
from sim.splitting import Event, _systematic, rare

SMALL = Scenario().but(
    {
        "army.soldiers": 64,
        "public.citizens": 128,
        "weeks": 26,
        "regime.coup_base": 0.0,
        "regime.uprising_base": 0.0,
    }
)


def test_splitting_agrees_with_counting_where_counting_can_see():
    lowest = simulate(SMALL.but({"pressure.level": 0.2}), 4000, 5).histories.lowest_compliance
    for threshold in (0.75, 0.68):
        split = rare(
            SMALL.but({"pressure.level": 0.2}),
            Event.parse(f"compliance<{threshold}"),
            islands=12,
            worlds=128,
        )
        counted = (lowest < threshold).mean()
        spread = 4 * np.sqrt(counted * (1 - counted) / 4000)
        assert split.low - spread < counted < split.high + spread


def test_splitting_sees_what_counting_cannot():
    split = rare(SMALL, Event.parse("compliance<0.45"), islands=8, worlds=256)
    assert 0 < split.probability < 1e-3
    assert split.high < 0.005


def test_a_certain_event_is_certain():
    assert rare(SMALL, Event.parse("front>0.1"), islands=2, worlds=16).probability == pytest.approx(
        1, abs=1e-3
    )


def test_the_same_seed_gives_the_same_estimate():
    first, again = (
        rare(SMALL, Event.parse("compliance<0.6"), islands=3, worlds=64, seed=4) for _ in range(2)
    )
    assert first == again


def test_systematic_draws_keep_every_share_to_one_copy():
    share = np.array([0.5, 0.25, 0.125, 0.125])
    for uniform in (0.01, 0.5, 0.99):
        copies = np.bincount(_systematic(share, uniform), minlength=4)
        assert (np.abs(copies - 4 * share) < 1).all()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("compliance", "is not of the form"),
        ("morale<0.5", "morale is not one of front"),
        ("compliance<e", "e is not a number"),
    ],
)
def test_an_event_that_cannot_be_read_is_explained(text, says):
    with pytest.raises(ScenarioError, match=says):
        Event.parse(text)
    with pytest.raises(ScenarioError, match="both must be at least 2"):
        rare(SMALL, Event.parse("compliance<0.5"), islands=1)
