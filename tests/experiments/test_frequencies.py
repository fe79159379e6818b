"""Chances as frequencies, and what single vectors say."""

import numpy as np
import pytest

from experiments.findings import by_vector
from experiments.findings.bands import Unsure
from experiments.store.csv_tables import write_csv
from experiments.words.frequencies import at_most, of_hundred, one_in, years


@pytest.mark.parametrize(
    ("chance", "told"),
    [
        (0.143, "in about 14 of 100 years"),
        (0.01, "in about 1 of 100 years"),
        (0.0099, "in fewer than 1 of 100 years"),
        (0.0, "in fewer than 1 of 100 years"),
        (0.99, "in about 99 of 100 years"),
        (0.995, "in more than 99 of 100 years"),
    ],
)
def test_a_frequency_has_a_hundred_below_it(chance, told):
    assert of_hundred(chance, "years") == told


def test_what_is_rare_is_also_one_in_so_many():
    assert one_in(0.00088, "years") == "about 1 in 1,100 years"
    assert one_in(0.01, "years") == ""
    assert one_in(1e-9, "years") == "fewer than 1 in a million years"


@pytest.mark.parametrize("bound", [0.0099, 0.00037, 0.5])
def test_a_bound_promises_no_more_than_it_holds(bound):
    times = int(at_most(bound, "years").split()[5].replace(",", ""))
    assert 1 / times >= bound * (1 - 1e-9)


def test_years_are_histories_of_52_weeks():
    assert years(52) == "simulated years"
    assert years(26) == "simulated histories of 26 weeks"


def test_dots_stand_for_equal_parts_of_the_vectors():
    shares = np.random.default_rng(1).random(400)
    found = by_vector.dots(shares.tolist())
    assert len(found) == by_vector.DOTS
    assert found == sorted(found)
    below = [(shares < each).mean() for each in found]
    middles = (np.arange(by_vector.DOTS) + 0.5) / by_vector.DOTS
    assert np.abs(np.array(below) - middles).max() <= 1 / 400


def test_a_difference_over_the_same_vectors_is_surer_than_one_over_others():
    rng = np.random.default_rng(2)
    one = rng.random(400)
    other = one + 0.05 + 0.01 * rng.standard_normal(400)
    middle, low, high = by_vector.difference(other.tolist(), one.tolist())
    assert low < middle < high
    assert middle == pytest.approx(0.05, abs=4 * 0.01 / 20)
    assert high - low < 0.1 * one.std()


def test_what_vectors_say_is_read_as_it_was_written(tmp_path):
    cells = [Unsure({"pressure.level": level}, (), (0.25, level, 0.5)) for level in (0.0, 0.4)]
    path = tmp_path / by_vector.FILE
    write_csv(path, by_vector.rows(cells))
    values = [each.values for each in cells]
    assert by_vector.read(path, values) == [each.of_vectors for each in cells]
    with pytest.raises(ValueError, match="2 cells instead of 1"):
        by_vector.read(path, values[:1])
