"""What follows where a reader moves the assumptions."""

import json
import shutil
import subprocess
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np
import pytest

from experiments.findings.bands import Band
from experiments.pages.explored import reweighting
from experiments.pages.explored.payload import LEAST
from experiments.pages.explored.reweighting import (
    SIGNS,
    Assumed,
    Moved,
    TooFew,
    answer,
    count,
    shows,
)
from experiments.pages.explored.weighing import difference, quantiles, weighed, worth
from experiments.plan.vectors import CALIBRATED, PRIOR
from experiments.trust.bands import spread
from experiments.words.confidence import in_words
from experiments.words.unsure import ends, span, sure
from sim.estimates.intervals import average
from sim.numbers import end
from tests.experiments.pages.explorable import DATA as EMBEDDED
from tests.experiments.pages.explorable import EXPLORED, PARAMETERS, PAYLOAD, STOPS, moves

SCRIPTS = Path(reweighting.__file__).parent / "page"
HERE = Path(__file__).parent
SAME, SINGLE = 1e-6, 1e-6  # what the two languages may differ by, and 32 bits, as a part of itself
LEVELS = range(PAYLOAD.levels)


@pytest.mark.parametrize("level", LEVELS)
def test_what_nobody_moved_is_the_mixture_over_the_record_with_its_bands(level):
    entry = EXPLORED.pools[CALIBRATED].entry[level]
    mean, band = spread.mixture(entry, "entry"), spread.parameters(entry, "entry")
    found = answer(PAYLOAD, Assumed(level))
    told = (found.probability, found.low, found.high, *found.band)
    wanted = (mean.probability, mean.low, mean.high, band.low, band.probability, band.high)
    np.testing.assert_allclose(told, wanted, rtol=SINGLE, atol=1e-9)
    assert found.effective == pytest.approx(found.vectors)
    assert found.vectors == mean.vectors


@pytest.mark.parametrize("pool", [CALIBRATED, PRIOR])
def test_ranges_as_wide_as_the_prior_change_nothing(pool):
    everything = {place: (0, STOPS) for place in range(PARAMETERS)}
    for level in LEVELS:
        assert answer(PAYLOAD, Assumed(level, pool, everything)) == answer(
            PAYLOAD, Assumed(level, pool)
        )


def test_weights_add_up_to_one_or_there_are_none():
    for move in moves(100):
        total = count(PAYLOAD, move).weights.sum()
        assert total == 0 or total == pytest.approx(1)


def test_narrowing_to_where_entry_is_frequent_makes_it_more_frequent_and_says_so():
    upper = answer(PAYLOAD, Assumed(2, ranges={0: (10, STOPS)}))
    assert upper.effective == pytest.approx(200)
    assert upper.change[1] > 0
    assert upper.probability == pytest.approx(
        upper.change[0] + answer(PAYLOAD, Assumed(2)).probability
    )


def test_an_answer_that_too_few_vectors_bear_is_refused_and_names_what_to_widen():
    ranges = {0: (0, 18), 1: (3, 4)}
    found = answer(PAYLOAD, Assumed(2, ranges=ranges))
    assert isinstance(found, TooFew)
    assert found.effective < LEAST
    assert found.widen == 1
    seen = answer(PAYLOAD, Assumed(2, ranges={0: (0, 18)}, moment=2, seen=(0, 1, 2, 3, 4, 5)))
    assert isinstance(seen, TooFew)
    assert seen.widen == SIGNS


def test_fewer_than_fifty_vectors_in_effect_never_give_an_answer_and_more_always_do():
    for move in moves(200):
        left = worth(count(PAYLOAD, move).weights)
        assert isinstance(answer(PAYLOAD, move), Moved) == (left >= LEAST)


def test_what_was_seen_gives_the_chance_of_entry_later_in_the_worlds_that_show_it():
    """Within the steps of a byte, by which single worlds are kept: half of 1/255 of what is left,
    and of the root of the part that enters later."""
    move, pool = Assumed(4, moment=1, seen=(0,)), EXPLORED.pools[CALIBRATED]
    shown = pool.seen[4, 1, 0]
    later, left = pool.after[4, 1][shown].sum(), pool.left[4, 1][shown].sum()
    step = 0.5 / 255
    bound = 2 * step + step**2 + 2 * step / pool.left[4, 1].min()
    assert answer(PAYLOAD, move).probability == pytest.approx(later / left, abs=bound)


def test_nothing_else_seen_keeps_exactly_the_worlds_with_these_signs():
    held = PAYLOAD.pools[CALIBRATED]
    some, only = Assumed(3, moment=2, seen=(0, 2)), Assumed(3, moment=2, seen=(0, 2), only=True)
    assert (held.signs[3, 2][shows(held, only)] == 0b101).all()
    assert shows(held, only).sum() < shows(held, some).sum()
    assert not (shows(held, only) & ~shows(held, some)).any()


def test_a_sign_that_comes_with_entry_raises_it():
    seen = answer(PAYLOAD, Assumed(2, moment=0, seen=(0,)))
    assert seen.probability > seen.change[0]
    assert seen.change[1] > 0


@pytest.mark.parametrize("mean", [1e-9, 0.003, 0.2, 0.97, 1.0])
def test_under_equal_weights_the_interval_is_that_of_the_bands(mean):
    rng = np.random.default_rng(5)
    chances = np.clip(mean * rng.exponential(size=300), 0, 1) if mean < 1 else np.ones(300)
    found = weighed(chances, np.full(300, 1 / 300))
    wanted = average(float(chances.mean()), float(chances.var(ddof=1)), 300)
    if mean < 1:
        assert (found.low, found.high) == pytest.approx((wanted.low, wanted.high), rel=1e-9)
    assert found.low <= found.mean <= found.high


def test_the_interval_covers_the_truth_under_weights_as_often_as_it_says():
    """Of 400 drawn samples; the bound is three standard errors of a share of .95."""
    rng = np.random.default_rng(11)
    truth, inside = 0.25, 0
    for _ in range(400):
        weights, chances = rng.gamma(2.0, size=200), rng.beta(1, 3, size=200)
        found = weighed(chances, weights / weights.sum())
        inside += found.low <= truth <= found.high
    assert abs(inside / 400 - 0.95) <= 3 * np.sqrt(0.95 * 0.05 / 400)


def test_a_paired_difference_of_a_mean_to_itself_is_nothing_for_certain():
    rng = np.random.default_rng(3)
    mean = weighed(rng.random(100), np.full(100, 0.01))
    assert difference(mean, mean, paired=True) == (0, 0, 0)
    _, low, high = difference(mean, mean, paired=False)
    assert low < 0 < high


def test_quantiles_under_equal_weights_are_those_of_numpy_and_no_weight_is_no_vector():
    rng = np.random.default_rng(4)
    values, at = rng.random(77), np.linspace(0, 1, 21)
    equal = quantiles(values, np.full(77, 1 / 77), at)
    np.testing.assert_allclose(equal, np.quantile(values, at), atol=1e-12)
    weights = np.append(np.full(77, 1 / 77), 0.0)
    np.testing.assert_array_equal(quantiles(np.append(values, 9), weights, at), equal)


@pytest.mark.skipif(shutil.which("node") is None, reason="there is no node to run JavaScript")
def test_the_page_reckons_and_says_what_python_does(tmp_path):
    asked = moves(200)
    for path in (*SCRIPTS.glob("*.js"), HERE / "answers.js"):
        shutil.copy(path, tmp_path)
    (tmp_path / "package.json").write_text('{"type": "module"}')
    (tmp_path / "data.json").write_text(json.dumps(EMBEDDED))
    (tmp_path / "moves.json").write_text(json.dumps([asdict(each) for each in asked]))
    names = ("answers.js", "data.json", "moves.json", "found.json")
    subprocess.run(["node", *names], cwd=tmp_path, check=True, timeout=60)
    found = json.loads((tmp_path / "found.json").read_text())
    wanted = [answer(PAYLOAD, each) for each in asked]
    assert 0.2 < np.mean([isinstance(each, Moved) for each in wanted]) < 0.8  # both are tried
    for mine, each in zip(found, wanted, strict=True):
        check_numbers(mine, each)
        if isinstance(each, Moved):
            check_words(mine, each)


def check_numbers(mine, wanted):
    """What JavaScript found is what Python did."""
    assert mine["enough"] == isinstance(wanted, Moved)
    for name, value in asdict(wanted).items():
        if isinstance(value, str):
            assert mine[name] == value
        else:
            np.testing.assert_allclose(mine[name], value, rtol=0, atol=SAME, err_msg=name)


def check_words(mine, wanted):
    """It is said in the words of the other pages."""
    band = Band("entry", "mixture", wanted.probability, wanted.low, wanted.high, 0)
    of_vectors = replace(band, low=wanted.band[0], high=wanted.band[2])
    told = [sure(band), ends(band), in_words(band.probability), span(of_vectors)]
    assert mine["told"] == [*told, end(band.probability)]
