"""Weekly counts: what is read off them is what was put in."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim.estimates.drawing import Drawn
from sim.estimates.weekly import BINS, QUANTITIES, TOP, WHOLE, Weekly, mean, quantiles
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
    assert quantiles(counted(shares), 1.0, (0.05, 0.5, 0.95)) == pytest.approx(
        [0.05, 0.5, 0.95], abs=2 * HALF_BIN
    )


def test_nothing_counted_has_no_mean_and_no_quantiles():
    nothing = frozen(np.zeros(BINS, dtype=np.int64))
    assert np.isnan(mean(nothing, 1.0))
    assert np.isnan(quantiles(nothing, 1.0)).all()


@pytest.mark.parametrize("quantity", QUANTITIES)
def test_what_lies_at_or_beyond_the_top_is_counted_in_the_last_bin(quantity):
    weekly = Weekly.empty(2)
    world = a_world(worlds=3, **{quantity: [0.0, TOP[quantity], TOP[quantity] * 1.5]})
    weekly.add(1, world, *Drawn().parts(world))
    counts = weekly.states[1, QUANTITIES.index(quantity)] // WHOLE
    assert (counts[0], counts[-1], counts.sum()) == (1, 2, 3)
    assert weekly.living.tolist() == [0, 3 * WHOLE]
