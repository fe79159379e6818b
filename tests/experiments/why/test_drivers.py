"""What drives entry: which inputs are swapped, and that a planted driver is found."""

import numpy as np
import pytest
from scipy.special import expit, ndtri

from experiments.mistakes import UserError
from experiments.why.points.asked import asked
from experiments.why.points.living import EVENTS
from experiments.why.points.structures import laid_over
from experiments.why.sensitivity.drivers import OUTPUTS, SHARE, summed, swaps
from experiments.why.sensitivity.evaluated import Deal, chances, lived_apart
from experiments.why.sensitivity.groups import DUMMY, LUCK, STRUCTURE, dice, together
from experiments.why.sensitivity.inputs import Inputs
from experiments.why.sensitivity.look import OWN, read
from experiments.why.sensitivity.odds import LEAST, log_odds
from experiments.why.sensitivity.replicates import base_points, seeds
from experiments.why.sensitivity.ties import strongest
from sim import Scenario
from sim.luck import DICE

FEW = ("army.soldiers=64", "public.citizens=64", "weeks=8", "pressure=maximum")


def inputs(*arguments):
    return Inputs.of(asked([*FEW, *arguments], {}, "a look")[0])


@pytest.fixture(scope="module")
def calibrated():
    return inputs()


def test_every_coordinate_belongs_to_one_group_and_structure_to_none(calibrated):
    assert set(calibrated.owners) == set(calibrated.believed.owners)
    assert calibrated.width == len(calibrated.owners) + 1
    prior = inputs("parameters=prior")
    assert prior.width == len(prior.believed.names) + 1


def test_a_group_takes_all_its_coordinates_from_one_vector(calibrated):
    rng = np.random.default_rng(1)
    shares = calibrated.shares(rng.random((20, calibrated.width)))
    vectors, owners = calibrated.believed.vectors, np.array(calibrated.believed.owners)
    for owner in calibrated.owners:
        mine = owners == owner
        for row in shares:
            assert (vectors[:, mine] == row[mine]).all(axis=1).any()
    assert not any((vectors == row).all(axis=1).any() for row in shares)


def test_a_swap_changes_the_coordinates_of_its_group_alone(calibrated):
    a, b = base_points(calibrated.width, 4, 1)
    owners = np.array(calibrated.believed.owners)
    before = calibrated.shares(a)
    for owner in calibrated.owners:
        changed = (calibrated.shares(calibrated.swapped(a, b, [owner])) != before).any(axis=0)
        assert not changed[owners != owner].any()
        assert changed[owners == owner].any()


def test_every_structure_is_as_likely_as_any_other(calibrated):
    unit = np.tile((np.arange(3300)[:, None] + 0.5) / 3300, calibrated.width)
    times = np.bincount(calibrated.under(unit))
    assert len(times) == len(calibrated.rivals) > 2
    assert np.ptp(times) <= 1


def test_what_somebody_chose_has_no_rivals_and_no_structure():
    mine = inputs("lukashenko=cautious", "putin=bluffer", "choice=prospect")
    assert STRUCTURE not in mine.parts
    assert mine.under(np.zeros((3, mine.width))).tolist() == [0, 0, 0]


def test_a_structure_stands_over_the_point_and_leaves_the_others(calibrated):
    place, rival = next(
        (place, each)
        for place, each in enumerate(calibrated.rivals)
        if each.names == {"putin": "bluffer", "choice": "prospect"}
    )
    columns = {"putin.refusal_harm": np.array([0.7, 0.8]), "army.morale": np.array([0.3, 0.4])}
    found = laid_over(columns, Scenario(), calibrated.rivals, np.array([0, place]))
    assert found["choice.rule"].tolist() == ["quantal", "prospect"]
    assert found["putin.refusal_harm"].tolist() == [0.7, rival.sets["putin.refusal_harm"]]
    assert found["army.morale"].tolist() == [0.3, 0.4]


def test_worlds_of_a_point_share_its_dice_and_no_other_points(calibrated):
    unit = np.full((3, calibrated.width), 0.3)
    luck = Deal(seeds(1)).luck(8)
    alone = lived_apart(calibrated.ensemble(unit[:1]), 1, 8, luck)
    together_ = lived_apart(calibrated.ensemble(unit), 0, 8, luck)
    np.testing.assert_array_equal(together_[:, 1:2], alone)
    numbers = np.arange(24, dtype=np.uint64)
    for owner, channels in DICE.items():
        for channel in channels:
            draws = luck.of_channel(3, numbers, channel).reshape(3, 8)
            assert (np.ptp(draws, axis=1) == 0).all(), owner
            assert len(np.unique(draws)) == 3, owner


def test_a_swap_of_dice_deals_their_owner_anew_and_nobody_else():
    deal, numbers = Deal(seeds(1)), np.arange(16, dtype=np.uint64)
    a, b = deal.luck(4), deal.swap(LUCK).luck(4)
    for owner in DICE:
        mixed = deal.swap([owner]).luck(4)
        for other, channels in DICE.items():
            for channel in channels:
                said = mixed.of_channel(5, numbers, channel)
                model = (b if other == owner else a).of_channel(5, numbers, channel)
                np.testing.assert_array_equal(said, model)
        assert mixed.seed == a.seed != b.seed
    assert deal.swap(["rest"]).luck(4).seed == b.seed


def test_chances_do_not_depend_on_how_points_are_put_together(calibrated):
    a, _ = base_points(calibrated.width, 4, 1)
    luck = Deal(seeds(2)).luck(2)
    whole = chances(calibrated, a[:12], 0, 2, luck)
    parts = [chances(calibrated, a[:5], 0, 2, luck), chances(calibrated, a[5:12], 5, 2, luck)]
    np.testing.assert_array_equal(whole, np.concatenate(parts, axis=1))
    assert whole.shape == (len(EVENTS), 12)


def planted(calibrated, points, strength):
    """Chances of the events where one group decides most, one luck a little, others nothing."""
    a, b = base_points(calibrated.width, points, 7)
    rng = np.random.default_rng(8)
    lucky_a, lucky_b = rng.normal(size=(2, len(a)))
    army = calibrated.parts["army"]
    mine = swaps(calibrated)
    rows = [(a, lucky_a), (b, lucky_b)]
    for each in mine:
        lucky = lucky_b if "putin" in each.luck else lucky_a
        rows.append((calibrated.swapped(a, b, each.parts), lucky))
    odds = [strength * ndtri(unit[:, army])[:, 0] + lucky for unit, lucky in rows]
    chance = expit(np.array(odds))
    return summed(np.array([chance] * len(EVENTS)), [each.group for each in mine], 8, points)


def test_a_planted_driver_is_found_and_what_does_nothing_is_not(calibrated):
    points = 128
    found = planted(calibrated, points, 1.5)
    near = 4 / np.sqrt(8 * points)
    truth = {"army": 1.5**2 / (1.5**2 + 1), dice("putin"): 1 / (1.5**2 + 1)}
    truth |= {"all parameters": truth["army"], "all luck": truth[dice("putin")]}
    for each in found.of("entry"):
        expected = truth.get(each.group, 0.0)
        assert each.alone.value == pytest.approx(expected, abs=2 * near), each
        assert each.whole.value == pytest.approx(expected, abs=2 * near), each
    assert found.added["entry"].value == pytest.approx(1, abs=2 * near)


def test_every_output_has_every_group_and_the_dummy(calibrated):
    found = planted(calibrated, 4, 1.0)
    groups = [each.group for each in swaps(calibrated)] + [DUMMY]
    assert len(groups) == len(set(groups))
    for output in OUTPUTS:
        assert [each.group for each in found.of(output)] == groups
    assert sum(map(together, groups)) == 2
    assert SHARE in OUTPUTS


def test_no_chance_is_rarer_than_the_least():
    odds = log_odds(np.array([0.0, LEAST / 2, 0.5, 1.0]))
    np.testing.assert_allclose(odds, np.array([-1, -1, 0, 1]) * np.log((1 - LEAST) / LEAST))


def test_the_strongest_tie_between_groups_is_found_and_none_within_a_group():
    rng = np.random.default_rng(3)
    vectors = rng.random((400, 6))
    vectors[:, 1] = vectors[:, 0]  # within a group
    vectors[:, 4] = vectors[:, 2] + 0.3 * rng.random(400)
    tie = strongest(vectors, list("abcdef"), ["one", "one", "one", "two", "two", "two"])
    assert tie.names == ("c", "e")
    assert tie.correlation > 0.9 > tie.noise


def test_ties_of_chance_stay_below_their_noise_as_often_as_they_say():
    rng, studies = np.random.default_rng(4), 400
    owners = ["one"] * 3 + ["two"] * 3
    ties = [strongest(rng.random((100, 6)), list("abcdef"), owners) for _ in range(studies)]
    above = np.mean([abs(each.correlation) > each.noise for each in ties])
    assert above < 0.05 + 4 * np.sqrt(0.05 * 0.95 / studies)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"points": "6"}, "points = 6 is not a power of two, such as 256"),
        ({"points": "2"}, "points = 2 is not a whole number from 4 to 65,536"),
        ({"worlds": "0"}, "worlds = 0 is not a whole number from 1 to 4,096"),
        ({"morris": "1"}, "morris = 1 tells no interval"),
        ({"morris": "many"}, "morris = many is not a whole number from 0 to 1,000"),
    ],
)
def test_a_size_that_cannot_be_is_refused_in_a_line(typed, said):
    with pytest.raises(UserError, match=said):
        read(OWN | typed)
