"""Weekly counts: what is read off them is what was put in."""

from dataclasses import fields

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.estimates.drawing import Drawn
from sim.estimates.weekly import (
    BINS,
    FAR_BINS,
    FARTHEST,
    QUANTITIES,
    TOP,
    WHOLE,
    Weekly,
    mean,
    quantiles,
)
from sim.world import State
from tests.worlds import a_world, frozen

HALF_BIN = 0.5 / BINS
values = st.lists(st.floats(0, 1), min_size=1, max_size=50)


def counted(shares) -> np.ndarray:
    weekly = Weekly.empty(1)
    world = a_world(worlds=len(shares), credit=shares)
    weekly.add(0, world, *Drawn().parts(world))
    return weekly.states[0, QUANTITIES.index("credit")] // WHOLE


@given(values)
def test_every_world_is_in_one_bin_and_the_mean_is_right_to_half_a_bin(shares):
    counts = counted(shares)
    assert counts.sum() == len(shares)
    assert mean(counts, 1.0) == pytest.approx(np.mean(shares), abs=HALF_BIN + 2**-50)


@given(values)
def test_quantiles_rise_and_lie_within_a_bin_of_what_was_counted(shares):
    read = quantiles(counted(shares), 1.0)
    assert read == sorted(read)
    assert min(shares) - 2 * HALF_BIN <= read[0] <= read[-1] <= max(shares) + 2 * HALF_BIN


def test_quantiles_of_an_even_spread_are_its_levels():
    shares = (np.arange(2_000) + 0.5) / 2_000
    assert quantiles(counted(shares), 1.0, levels=(0.05, 0.5, 0.95)) == pytest.approx(
        [0.05, 0.5, 0.95], abs=2 * HALF_BIN
    )


def test_nothing_counted_has_no_mean_and_no_quantiles():
    nothing = frozen(np.zeros(BINS, dtype=np.int64))
    assert np.isnan(mean(nothing, 1.0))
    assert np.isnan(quantiles(nothing, 1.0)).all()


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_what_lies_at_the_top_is_counted_in_the_last_bin(quantity):
    weekly = Weekly.empty(2)
    world = a_world(worlds=2, **{quantity: [0.0, TOP[quantity]]})
    weekly.add(1, world, *Drawn().parts(world))
    counts = weekly.states[1, QUANTITIES.index(quantity)] // WHOLE
    assert (counts[0], counts[-1], counts.sum()) == (1, 1, 2)
    assert weekly.living.tolist() == [0, 2 * WHOLE]
    assert not weekly.beyond.any()


def test_every_quantity_ends_with_its_scale_or_is_counted_beyond_it():
    highest = {each.name: each.metadata["high"] for each in fields(State)}
    assert {name for name in TOP if highest[name] > TOP[name]} == set(FARTHEST)
    assert set(FARTHEST) == {"contingent", "protest"}


@pytest.mark.parametrize("quantity", FARTHEST)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=50))
def test_beyond_the_scale_the_mean_and_the_quantiles_are_right_to_a_bin(quantity, shares):
    top, end = TOP[quantity], FARTHEST[quantity]
    values = np.array(shares) * end
    weekly, world = Weekly.empty(1), a_world(worlds=values.size, **{quantity: values})
    weekly.add(0, world, *Drawn().parts(world))
    seen = weekly.states[0, QUANTITIES.index(quantity)], top, *weekly.far(0, quantity)
    bin_width = (end - top) / FAR_BINS
    assert mean(*seen) == pytest.approx(values.mean(), abs=bin_width)
    found = quantiles(*seen)
    assert found == sorted(found)
    assert values.min() - bin_width <= found[0] <= found[-1] <= values.max() + bin_width
