"""Whether an order holds: closed forms, brute force with soldiers, and what can only make it
likelier or rarer.
"""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.special import ndtr, ndtri

from sim.people.coordination import (
    chance_order_holds,
    compliance_needed,
    needed_when_asked,
    obeying,
)
from tests.worlds import frozen

calls, contagions, spreads, shares = (
    st.floats(0.01, 1),
    st.floats(0, 1),
    st.floats(0.02, 0.6),
    st.floats(0.05, 0.95),
)
HALF = 0.5


def army(compliance: float, spread: float, soldiers: int):
    """A willingness for every soldier, evenly over the quantiles of the normal: the share above
    zero is the compliance.
    """
    return ndtri(compliance) * spread + spread * ndtri((np.arange(soldiers) + 0.5) / soldiers)


def played_out(willingness, called: float, contagion: float) -> float:
    """Share of the called-up who obey when they are followed one by one, round after round."""
    men = np.sort(willingness)[-round(called * willingness.size) :]
    obeying_now = men > 0
    while True:
        after = men > contagion * (1 - obeying_now.mean())
        if (after == obeying_now).all():
            return float(after.mean())
        obeying_now = after


def believed(compliance: float, spread: float, called: float, contagion: float) -> float:
    start = ndtri(compliance)
    return float(
        obeying(lambda _, asked: ndtr(start - asked / spread), called, contagion, worlds=1)[0]
    )


@given(spreads, calls, shares)
def test_without_contagion_as_many_must_be_willing_as_must_obey(spread, called, enough):
    assert compliance_needed(called, 0.0, spread, enough) == pytest.approx(
        enough * called, abs=2e-6
    )


@given(shares, st.floats(0, 1), spreads)
def test_asking_more_raises_what_is_needed_along_the_normal_distribution(needed, asked, spread):
    raised = needed_when_asked(needed, frozen([0.0, asked]), spread)
    assert raised[0] == pytest.approx(needed, abs=1e-12)
    assert raised[1] == pytest.approx(ndtr(ndtri(needed) + asked / spread), abs=1e-12)
    assert needed <= raised[1] + 1e-12 <= 1 + 1e-12


@pytest.mark.parametrize("called", [0.1, 0.3, 0.6, 1.0])
@pytest.mark.parametrize("contagion", [0.1, 0.25, 0.5])
@pytest.mark.parametrize("spread", [0.1, 0.187, 0.3])
def test_the_compliance_needed_is_where_soldiers_followed_one_by_one_turn(
    called, contagion, spread
):
    soldiers, needed = 100_000, compliance_needed(called, contagion, spread, HALF)
    margin = 1 / np.sqrt(
        soldiers
    )  # a settling point approached along a parabola is found to the root of its grain
    assert played_out(army(needed + margin, spread, soldiers), called, contagion) >= HALF
    assert played_out(army(needed - margin, spread, soldiers), called, contagion) < HALF


@given(st.floats(0.01, 0.99), spreads, calls, contagions, contagions)
def test_more_contagion_never_makes_more_obey(compliance, spread, called, one, other):
    low, high = sorted((one, other))
    assert believed(compliance, spread, called, high) <= believed(compliance, spread, called, low)


@given(st.floats(0.01, 0.99), st.floats(0.01, 0.99), spreads, calls, contagions)
def test_a_more_willing_army_never_obeys_less(one, other, spread, called, contagion):
    low, high = sorted((one, other))
    assert believed(low, spread, called, contagion) <= believed(high, spread, called, contagion)


@given(calls, spreads, contagions, contagions)
def test_more_contagion_never_needs_less_compliance(called, spread, one, other):
    low, high = sorted((one, other))
    assert (
        compliance_needed(called, high, spread, HALF)
        >= compliance_needed(called, low, spread, HALF) - 2e-6
    )


@given(calls, calls, spreads, contagions)
def test_calling_up_more_never_needs_less_compliance(one, other, spread, contagion):
    low, high = sorted((one, other))
    assert (
        compliance_needed(high, contagion, spread, HALF)
        >= compliance_needed(low, contagion, spread, HALF) - 2e-6
    )


@given(calls, shares, shares, spreads, contagions)
def test_an_order_that_more_must_obey_never_needs_less_compliance(
    called, one, other, spread, contagion
):
    low, high = sorted((one, other))
    assert (
        compliance_needed(called, contagion, spread, high)
        >= compliance_needed(called, contagion, spread, low) - 2e-6
    )


@given(st.floats(0, 1), st.floats(0.01, 0.5))
def test_an_order_is_as_likely_to_hold_as_not_at_the_compliance_needed(needed, uncertainty):
    assert chance_order_holds(frozen([needed]), needed, uncertainty)[0] == 0.5


@given(st.floats(0, 1), st.floats(0, 1), st.floats(0, 1), st.floats(0.01, 0.5))
def test_a_more_willing_army_never_makes_the_order_less_likely_to_hold(
    one, other, needed, uncertainty
):
    chances = chance_order_holds(frozen(sorted((one, other))), needed, uncertainty)
    assert 0 <= chances[0] <= chances[1] <= 1


def test_many_worlds_settle_as_each_would_alone():
    compliance = frozen([0.1, 0.31, 0.35, 0.6, 0.95])

    def willing(starts):
        return lambda places, asked: ndtr(starts[places] - asked / 0.187)

    together = obeying(willing(ndtri(compliance)), 0.7, 0.25, worlds=5)
    alone = [obeying(willing(ndtri(compliance[[i]])), 0.7, 0.25, worlds=1)[0] for i in range(5)]
    np.testing.assert_array_equal(together, alone)
