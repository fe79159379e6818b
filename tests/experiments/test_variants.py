"""Named variants move the answer the way their names say, on the same luck.

Small populations, so only clear effects.
"""

from functools import lru_cache

import numpy as np
import pytest

from sim import Outcomes, Scenario, simulate
from sim.estimates.intervals import paired_difference
from tests.experiments.commands import scenario

WORLDS = 1000
MORE_ENTRIES = (
    "lukashenko=loyalist",
    "lukashenko=survivor",
    "putin=escalator",
    "public=rallied",
    "army=loyal",
    "army=professional",
)
FEWER_ENTRIES = (
    "lukashenko=cautious",
    "putin=opportunist",
    "public=defiant",
    "army=demoralised",
    "choice=prospect",
)


def _small(chosen: Scenario) -> Scenario:
    return chosen.but({"army.soldiers": 64, "public.citizens": 128})


@lru_cache
def _severe(*variants: str) -> Outcomes:
    return simulate(_small(scenario("pressure=severe", *variants)), WORLDS, seed=1)


@pytest.mark.parametrize("variant", MORE_ENTRIES)
def test_a_variant_that_should_bring_more_entries_does(variant: str) -> None:
    assert paired_difference(_severe(variant).entered, _severe().entered).low > 0


@pytest.mark.parametrize("variant", FEWER_ENTRIES)
def test_a_variant_that_should_bring_fewer_entries_does(variant: str) -> None:
    assert paired_difference(_severe(variant).entered, _severe().entered).high < 0


@pytest.mark.parametrize(
    ("variant", "sign"),
    [
        ("army=demoralised", -1),
        ("army=professional", 1),
        ("army=loyal", 1),
        ("opposition=strong", -1),
    ],
)
def test_a_variant_moves_how_many_soldiers_would_obey(variant: str, sign: int) -> None:
    change = sign * (
        _severe(variant).histories.lowest_compliance - _severe().histories.lowest_compliance
    )
    assert change.mean() > 5 * change.std() / np.sqrt(WORLDS)


@pytest.mark.parametrize(("variant", "sign"), [("public=defiant", 1), ("public=rallied", -1)])
def test_a_variant_moves_how_many_citizens_protest(variant: str, sign: int) -> None:
    change = sign * (_severe(variant).histories.peak_protest - _severe().histories.peak_protest)
    assert change.mean() > 5 * change.std() / np.sqrt(WORLDS)


@pytest.mark.parametrize("path", ["rising", "ultimatum"])
def test_pressure_that_mounts_brings_more_entries_than_pressure_that_stays_as_observed(
    path: str,
) -> None:
    def entered(pressure: str) -> np.ndarray:
        return simulate(_small(scenario(f"pressure={pressure}")), 2 * WORLDS, seed=1).entered

    assert paired_difference(entered(path), entered("observed")).low > 0


def test_talks_and_fortifications_make_2026_safer_than_2022() -> None:
    assert (
        paired_difference(
            _severe("scenario=june_2026").entered, _severe("scenario=december_2022").entered
        ).high
        < 0
    )
    assert (
        paired_difference(
            _severe("scenario=february_2022").entered, _severe("scenario=december_2022").entered
        ).low
        > 0
    )
