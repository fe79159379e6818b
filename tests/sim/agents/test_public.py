"""Citizens: who is against, who dares, and what repression does."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.agents.public import PublicIncentives, arrest, conceded
from tests.worlds import a_model, a_week, a_world, frozen

shares = st.floats(0, 1)
SIZE = {"army.soldiers": 64, "public.citizens": 1024}
USUAL = PublicIncentives()
ANGRY = {"public.grievance": 0.6}


def turnout(changes=None, **fields) -> float:
    """The share of citizens in the street after one week in a given state."""
    model = a_model(Scenario().but(SIZE | ANGRY | (changes or {})), **fields)
    model.public.act(model.world, a_week(1), model.assumptions)
    return float(model.world.protest[0])


def test_arrest_is_as_likely_as_epstein_says():
    protest, repression = frozen([0.1, 0.5, 1.0]), frozen([0.8, 0.4, 1.0])
    np.testing.assert_allclose(
        arrest(protest, repression, USUAL),
        1 - np.exp(-2.3 * repression / (10 * protest)),
        rtol=1e-14,
    )


def test_as_many_police_as_protesters_arrest_nine_in_ten():
    assert arrest(frozen([0.1]), frozen([1.0]), USUAL)[0] == pytest.approx(
        0.9, abs=5e-4
    )  # Epstein sets k = 2.3 for this


@given(shares, shares, shares)
def test_a_larger_crowd_never_makes_arrest_likelier_and_more_police_never_rarer(
    one, other, repression
):
    crowds = frozen(sorted((one, other)))
    small, large = arrest(crowds, frozen([repression] * 2), USUAL)
    assert 0 <= large <= small <= 1
    weak, strong = arrest(frozen([one] * 2), frozen(sorted((other, repression))), USUAL)
    assert weak <= strong


@pytest.mark.parametrize(
    ("opposed", "in_favour"), [(0.9, 0.04), (0.5, 0.5), (0.0, 1.0), (1.0, 0.0), (0.0, 0.0)]
)
def test_shares_for_and_against_are_those_of_the_scenario(opposed, in_favour):
    worlds, public = 64, {"public.opposed": opposed, "public.in_favour": in_favour}
    scenario = (
        Scenario().but({"public.opposed": 0.0}).but({"public.in_favour": in_favour}).but(public)
    )
    world = a_world(scenario, worlds)
    n = worlds * USUAL.citizens
    dislike = world.citizens.dislike
    for share, measured in ((opposed, (dislike > 0).mean()), (in_favour, (dislike < 0).mean())):
        assert measured == pytest.approx(share, abs=5 * np.sqrt(share * (1 - share) / n) + 2**-20)
    assert np.abs(dislike).max() <= 1


def test_a_changed_public_changes_as_few_minds_as_it_can():
    before, after = (
        a_world(Scenario().but({"public.opposed": opposed, "army.soldiers": 64})).citizens.dislike
        for opposed in (0.9, 0.5)
    )
    assert not ((after > 0) & ~(before > 0)).any()  # nobody turns against
    np.testing.assert_array_equal(before < 0, after < 0)


@given(st.floats(0, 1), st.floats(0, 1))
def test_more_grievance_never_empties_the_street(one, other):
    low, high = (turnout({"public.grievance": value}) for value in sorted((one, other)))
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("field", "sign"),
    [("repression", -1), ("mobilisation", 1), ("protest", 1), ("hosting", 1), ("offence", 1)],
)
@given(shares, shares)
def test_courage_and_offence_never_empty_the_street_and_repression_never_fills_it(
    field, sign, one, other
):
    low, high = (turnout(**{field: value}) for value in sorted((one, other))[::sign])
    assert low <= high


def test_small_concessions_go_unnoticed_and_large_ones_do_not():
    offence = frozen([0.0, USUAL.quiet, 0.12, 1.0])
    seen = conceded(a_world(worlds=4, offence=offence, hosting=0.0), USUAL)
    np.testing.assert_allclose(
        seen, [0, 0, 0.12 * USUAL.concession_offence, USUAL.concession_offence]
    )


def test_repression_recovers_without_protest_and_wears_down_under_it():
    calm = a_model(repression=0.4)
    calm.public.act(calm.world, a_week(1), calm.assumptions)
    assert 0.4 < calm.world.repression[0] < USUAL.repression
    uprising = a_model(
        Scenario().but(SIZE | {"public.grievance": 1.0, "public.threshold": 0.0}),
        repression=USUAL.repression,
    )
    uprising.public.act(uprising.world, a_week(1), uprising.assumptions)
    assert uprising.world.protest[0] > 0.9
    assert uprising.world.repression[0] == pytest.approx(0.8 - 0.08 * uprising.world.protest[0])


def test_the_peak_of_protest_is_remembered():
    model = a_model(Scenario().but(SIZE), peak_protest=0.3)
    model.public.act(model.world, a_week(1), model.assumptions)
    assert model.world.protest[0] < 0.3 == model.world.peak_protest[0]
