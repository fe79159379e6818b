"""Citizens: who is against, who dares, what they remember, and what repression does."""

from dataclasses import replace

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


def test_concessions_and_hosting_offend_as_stated():
    world = a_world(worlds=3, offence=frozen([0.0, 0.5, 1.0]), hosting=frozen([1.0, 0.0, 0.5]))
    offence, hosting = USUAL.concession_offence, USUAL.hosting_offence
    np.testing.assert_allclose(
        conceded(world, USUAL), [hosting, offence / 2, offence + hosting / 2], rtol=1e-15
    )


def test_small_concessions_go_unnoticed_and_large_ones_do_not():
    now = frozen([0.0, 0.06, USUAL.quiet, 0.16, 1.0])
    felt = USUAL.remembered(frozen(np.zeros(5)), now, 1.0)
    np.testing.assert_array_equal(felt, [0, 0, 0, 0.16, 1])


def test_an_offence_fades_at_its_rate_however_small_it_has_become():
    before = frozen([0.05, 0.85])
    felt = USUAL.remembered(before, frozen([0.0, 0.06]), 2.0)
    np.testing.assert_allclose(felt, before * np.exp(-2 * USUAL.forgets), rtol=1e-15)


@given(shares, shares, st.floats(0.1, 5))
def test_an_offence_is_never_felt_less_than_what_is_conceded_now_nor_more_than_the_worst(
    before, now, span
):
    felt = USUAL.remembered(frozen([before]), frozen([now]), span)[0]
    assert (now if now > USUAL.quiet else 0) <= felt <= max(before, now)


def test_repression_recovers_without_protest_and_wears_down_under_it():
    calm = a_model(repression=0.4)
    calm.public.act(calm.world, a_week(1), calm.assumptions)
    assert 0.4 < calm.world.repression[0] < USUAL.repression
    uprising = a_model(
        Scenario().but(SIZE | {"public.grievance": 1.0, "public.threshold": 0.0}),
        repression=USUAL.repression,
    )
    uprising.public.act(uprising.world, a_week(1), uprising.assumptions)
    assert uprising.world.protest[0] > 0.7
    assert uprising.world.repression[0] == pytest.approx(0.8 - 0.08 * uprising.world.protest[0])


@pytest.mark.parametrize("span", [1.0, 0.5, 0.25])
def test_the_street_fills_at_its_rate_in_steps_of_any_length(span):
    scenario = Scenario().but(SIZE | {"public.grievance": 1.0, "public.threshold": 0.0})
    model = a_model(scenario, protest=0.0, repression=0.0)
    for step in range(round(1 / span)):
        model.public.act(model.world, replace(a_week(1), step=step, span=span), scenario)
    assert model.world.protest[0] == pytest.approx(1 - np.exp(-USUAL.gathers), abs=1e-3)


def test_the_luck_of_citizens_is_that_of_the_step_and_not_of_the_week():
    protests = set()
    for number, step in ((3, 6), (3, 7), (4, 6)):
        model = a_model(Scenario().but(SIZE | {"public.grievance": 0.7}))
        model.public.act(
            model.world, replace(a_week(1, number=number), step=step), model.assumptions
        )
        protests.add(float(model.world.protest[0]))
    assert len(protests) == 2


def test_the_peak_of_protest_is_remembered():
    model = a_model(Scenario().but(SIZE), peak_protest=0.3)
    model.public.act(model.world, a_week(1), model.assumptions)
    assert model.world.protest[0] < 0.3 == model.world.peak_protest[0]
