"""A mixture: worlds that differ in parameters, each as if it were lived under its own alone."""

import numpy as np
import pytest

from sim import Scenario, simulate
from sim.allowed import ScenarioError
from sim.mixture import Mixture, Vectors
from sim.simulation import live

SEVERE = Scenario().but({"pressure.level": 0.8})
MORALE = np.array([0.3, 0.42, 0.5])
DEMANDS = np.array([Scenario().putin.demands] * 3)
VECTORS = Vectors("prior", {"army.morale": MORALE, "putin.demands": DEMANDS})
WORLDS = 12


def entries(scenario, **named):
    chances = simulate(scenario, seed=1, estimator="conditional", **named).histories.chances
    return chances[1:3].sum(axis=0)


@pytest.fixture(scope="module")
def mixed():
    return entries(Mixture.over(SEVERE, VECTORS), replications=WORLDS)


def test_every_world_is_lived_under_its_own_vector(mixed):
    for place, morale in enumerate(MORALE):
        alone = entries(SEVERE.but({"army.morale": float(morale)}), replications=WORLDS)
        np.testing.assert_array_equal(mixed[place :: len(MORALE)], alone[place :: len(MORALE)])


def test_a_mixture_is_the_same_bits_whatever_the_batch_and_the_first_world(mixed):
    mixture = Mixture.over(SEVERE, VECTORS)
    np.testing.assert_array_equal(entries(mixture, replications=WORLDS, batch=5), mixed)
    np.testing.assert_array_equal(entries(mixture, replications=4, first_world=7), mixed[7:11])


def test_vectors_that_are_all_the_default_change_no_bit():
    usual = Vectors("prior", {"army.morale": np.full(2, SEVERE.army.morale)})
    np.testing.assert_array_equal(
        entries(Mixture.over(SEVERE, usual), replications=WORLDS),
        entries(SEVERE, replications=WORLDS),
    )


def test_what_is_set_is_the_same_in_all_worlds():
    mixture = Mixture.over(SEVERE, VECTORS).but({"army.morale": 0.42})
    assert "army.morale" not in mixture.vectors.columns
    np.testing.assert_array_equal(
        entries(mixture, replications=WORLDS), entries(SEVERE, replications=WORLDS)
    )


def test_what_is_varied_is_the_same_in_all_worlds_of_a_point():
    ensemble = Mixture.over(SEVERE, VECTORS).varied({"army.morale": [0.3, 0.5]})
    numbers = np.arange(6, dtype=np.uint64)
    points = np.repeat([0, 1], 3)
    found = live(ensemble, points, numbers, 1, estimator="conditional").chances[1:3].sum(axis=0)
    one, other = (entries(SEVERE.but({"army.morale": each}), replications=6) for each in (0.3, 0.5))
    np.testing.assert_array_equal(found, np.concatenate([one[:3], other[3:]]))


def test_points_of_a_mixture_keep_the_vectors_of_what_is_not_varied():
    ensemble = Mixture.over(SEVERE, VECTORS).varied({"putin.escalation": [0.7, 0.9]})
    numbers = np.arange(6, dtype=np.uint64)
    found = live(ensemble, np.ones(6, np.int64), numbers, 1, estimator="conditional").chances
    for world in range(6):
        changed = {"putin.escalation": 0.9, "army.morale": float(MORALE[world % 3])}
        alone = entries(SEVERE.but(changed), replications=1, first_world=world)
        assert found[1:3, world].sum() == alone[0]


def test_pressure_is_the_treatment_and_never_part_of_a_vector():
    with_pressure = Vectors("prior", {**VECTORS.columns, "pressure.level": np.zeros(3)})
    assert set(with_pressure.without(()).columns) == set(VECTORS.columns)


def test_entry_is_followed_under_the_vector_of_its_world():
    outcomes = simulate(
        Mixture.over(SEVERE, VECTORS), 60, 1, estimator="conditional", follow_entry=True
    )
    assert outcomes.entries is not None
    assert outcomes.entries.histories.worlds > 0


def test_a_vector_that_cannot_be_is_refused_with_its_place():
    wrong = Vectors("prior", {"army.morale": np.array([0.3, 1.3])})
    with pytest.raises(ScenarioError, match=r"morale = 1\.3") as mistake:
        Mixture.over(SEVERE, wrong)
    assert mistake.value.point == 1
