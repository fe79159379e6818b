"""What a few worlds say of many vectors: held against vectors that are known."""

import numpy as np
import pytest
from scipy.special import betaincinv

from experiments.trust.bands.spread import freed_of_luck, kept, mixture, parameters

VECTORS, WORLDS = 20_000, 16
A, B = 4.0, 10.0


@pytest.fixture(scope="module")
def counted():
    """Worlds that enter or not, in vectors whose chances are of a beta distribution."""
    rng = np.random.default_rng(1)
    chances = rng.beta(A, B, VECTORS)
    return (rng.random((VECTORS, WORLDS)) < chances[:, None]).astype(float)


def test_what_is_kept_of_a_beta_binomial_is_its_closed_form(counted):
    # Var(p) / Var(mean of n) = n / (n + a + b)
    expected = np.sqrt(WORLDS / (WORLDS + A + B))
    # the relative error of a variance from n draws is about sqrt(2 / n); of a root, half of it
    assert kept(counted) == pytest.approx(expected, rel=4 * np.sqrt(2 / VECTORS))


def test_freed_of_luck_shares_spread_more_nearly_as_the_vectors_do(counted):
    true = A * B / ((A + B) ** 2 * (A + B + 1))
    seen = counted.mean(axis=1).var()
    assert abs(freed_of_luck(counted).var() - true) < 0.2 * (seen - true)


def test_the_band_is_nearer_to_the_quantiles_of_the_vectors(counted):
    true = betaincinv(A, B, 0.05), betaincinv(A, B, 0.95)
    band, raw = parameters(counted, "entry"), np.quantile(counted.mean(axis=1), [0.05, 0.95])
    assert abs(band.high - true[1]) < abs(raw[1] - true[1])
    assert abs(band.low - true[0]) < abs(raw[0] - true[0])
    lattice = 1 / WORLDS  # on which shares of a few worlds lie
    assert abs(np.array([band.low, band.high]) - true).max() < lattice


def test_shares_that_are_sure_do_not_move():
    sure = np.repeat([[0.0], [0.2], [0.9]], WORLDS, axis=1)
    np.testing.assert_allclose(freed_of_luck(sure), [0.0, 0.2, 0.9], rtol=1e-12)


def test_a_vector_that_never_enters_stays_at_nought_whatever_the_others_do(counted):
    never = np.zeros((VECTORS, WORLDS))
    both = np.concatenate([counted, never])
    assert (freed_of_luck(both)[VECTORS:] == 0).all()
    assert parameters(both, "entry").low == 0


def test_vectors_that_are_alike_have_no_band_of_their_own():
    rng = np.random.default_rng(2)
    alike = (rng.random((400, WORLDS)) < 0.3).astype(float)
    band, seen = parameters(alike, "entry"), np.quantile(alike.mean(axis=1), [0.05, 0.95])
    assert band.high - band.low < 0.5 * (seen[1] - seen[0])


def test_the_mixture_is_the_mean_with_the_vectors_as_what_is_sampled(counted):
    band = mixture(counted, "entry")
    assert band.probability == pytest.approx(counted.mean())
    error = np.sqrt(counted.mean(axis=1).var(ddof=1) / VECTORS)
    assert (band.high - band.low) / 2 == pytest.approx(1.96 * error, rel=0.01)
    assert (band.worlds, band.vectors) == (VECTORS * WORLDS, VECTORS)
