"""When an estimate from splitting is trusted."""

import numpy as np
import pytest

from sim.estimates.intervals import rate
from sim.splitting.trust import HEAVIEST, TRUSTED, Answer, Split


def split(passing, worlds=1000, chance=0.01, heaviest=0.0):
    chances = np.zeros(worlds)
    chances[:passing] = chance
    return Split.of(chances, heaviest, (0.6, 0.55), lived=4000)


def test_an_estimate_that_many_families_carry_is_trusted():
    found = split(40)
    assert found.refusal == ""
    assert found.families == pytest.approx(40)
    assert found.estimate.probability == pytest.approx(4e-4)


def test_an_estimate_that_nobody_carries_is_refused():
    assert split(0).refusal == "none of 1,000 families passed the threshold"


def test_an_estimate_that_few_families_carry_is_refused():
    assert split(TRUSTED).refusal == ""
    assert split(TRUSTED - 1).refusal == (
        "it would rest on 9.0 of 1,000 families in effect, and 10 are needed"
    )


def test_families_count_in_effect_not_by_their_number():
    chances = np.full(1000, 1e-6)
    chances[0] = 1.0
    found = Split.of(chances, 0.0, (), lived=1000)
    assert found.families == pytest.approx(1, abs=0.01)
    assert found.refusal


def test_an_estimate_that_one_world_carries_is_refused():
    assert split(40, heaviest=0.4 * HEAVIEST * 0.99).refusal == ""
    assert split(40, heaviest=0.1).refusal == (
        "one world, which passed the threshold from far off, would make 25% of it, "
        "and 5% is the most"
    )


def test_equal_chances_have_the_interval_of_counting():
    found = split(200, chance=1.0).estimate
    wilson = rate(200, 1000)
    assert found.low == pytest.approx(wilson.low, rel=0.01)
    assert found.high == pytest.approx(wilson.high, rel=0.01)


def test_unequal_chances_have_a_wider_interval():
    chances = np.zeros(1000)
    chances[:40] = np.linspace(0, 0.02, 40)
    wide = Split.of(chances, 0.0, (), 1000).estimate
    narrow = split(40).estimate
    assert wide.probability == pytest.approx(narrow.probability)
    assert wide.low < narrow.low < narrow.high < wide.high


@pytest.mark.parametrize("count", [0, 4])
def test_splitting_answers_where_counting_cannot_see(count):
    found = Answer(split(40), rate(count, 10_000))
    assert found.refusal == ""
    assert not found.counting_first
    assert found.estimate == found.split.estimate


def test_counting_answers_first_where_it_can_see():
    found = Answer(split(40), rate(TRUSTED, 25_000))
    assert found.refusal == ""
    assert found.counting_first
    assert found.estimate == found.counted


def test_counting_answers_where_splitting_gives_nothing():
    found = Answer(split(3), rate(0, 4_000))
    assert found.counting_first
    assert found.estimate == found.counted


@pytest.mark.parametrize("count", [30, 0])
def test_splitting_that_counting_contradicts_is_refused(count):
    found = Answer(split(40), rate(count, 20_000))
    assert found.refusal == (
        f"counting found {count} in 20,000 worlds, too far from the 4.0e-04 that splitting found"
    )
    assert found.counting_first


def test_as_many_worlds_are_counted_as_splitting_lived_and_no_fewer_than_it_began_with():
    assert split(40).as_many == 4000
    assert Split.of(np.ones(1000), 1.0, (), lived=12).as_many == 1000
