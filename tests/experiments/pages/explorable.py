"""Worlds that nobody lived, with vectors that are sure, unsure and next to impossible, for what is
reckoned from them."""

import json

import numpy as np

from experiments.pages.explored.chosen import Narrowable
from experiments.pages.explored.living import Explored, Pool
from experiments.pages.explored.observables import MOMENTS, VISIBLE
from experiments.pages.explored.payload import STOPS, packed, unpacked
from experiments.pages.explored.reweighting import Assumed
from experiments.pages.explored.scope import Scope
from experiments.plan.vectors import CALIBRATED, PRIOR
from sim.scenario import Scenario

PARAMETERS, SIZES = 5, {CALIBRATED: (400, 16), PRIOR: (512, 8)}
SCOPE = Scope(Scenario(), frozenset(), 1)
_RNG = np.random.default_rng([7, 31])


def _pool(kind: str) -> Pool:
    """A pool in which the first parameter raises entry, and signs come with it."""
    vectors, worlds = SIZES[kind]
    levels, moments, signs = len(SCOPE.levels), len(MOMENTS), len(VISIBLE)
    place = np.arange(vectors) / vectors
    odds = 14 * place - 14 + 3 * np.arange(levels)[:, None]
    odds = odds[..., None] + _RNG.normal(size=(levels, vectors, worlds))
    entry = 1 / (1 + np.exp(-odds))
    left = 1 - 0.3 * entry[:, None] * np.array([0.2, 0.5, 0.9])[:, None, None]
    after = (entry[:, None] * np.array([0.9, 0.6, 0.3])[:, None, None]) * left
    often = 0.1 + 0.5 * entry[:, None, None] * np.ones((moments, signs, 1, 1))
    return Pool(kind, entry, _RNG.random(often.shape) < often, left, after)


def _narrowable(number: int) -> Narrowable:
    parts = {kind: _RNG.integers(STOPS, size=many) for kind, (many, _) in SIZES.items()}
    if number == 0:
        parts = {kind: np.arange(many) * STOPS // many for kind, (many, _) in SIZES.items()}
    stops = tuple(np.linspace(0, 1, STOPS + 1).tolist())
    words = f"parameter {number}"
    return Narrowable(words, words, words, "", "assumption", "judged", "", stops, 0.1, parts)


EXPLORED = Explored(SCOPE, MOMENTS, {kind: _pool(kind) for kind in SIZES})
NARROWABLE = tuple(map(_narrowable, range(PARAMETERS)))
DATA = json.loads(json.dumps(packed(EXPLORED, NARROWABLE)))
PAYLOAD = unpacked(DATA)


def moves(many: int) -> list[Assumed]:
    """Moves of every kind: pools, levels, ranges, signs, and all of them together."""
    rng = np.random.default_rng([7, 32])
    found = []
    for _ in range(many):
        narrowed = rng.choice(PARAMETERS, size=rng.integers(0, 4), replace=False).tolist()
        ends = np.sort(rng.permuted(np.tile(np.arange(STOPS + 1), (PARAMETERS, 1)), axis=1)[:, :2])
        found.append(
            Assumed(
                level=int(rng.integers(len(SCOPE.levels))),
                pool=str(rng.choice([CALIBRATED, PRIOR])),
                ranges={place: tuple(ends[place].tolist()) for place in narrowed},
                moment=int(rng.integers(len(MOMENTS))),
                seen=tuple(
                    np.flatnonzero(rng.random(len(VISIBLE)) < rng.choice([0, 0.3])).tolist()
                ),
                only=bool(rng.random() < 0.15),
            )
        )
    return found
