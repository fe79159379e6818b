"""Named variants do what their sentences say, on the same luck; and they say where they come from.

Small populations, so only clear effects. What a variant does to P(entry) follows; it is no aim.
"""

import csv
import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from experiments.plan.config_files import sentence
from experiments.plan.files.folders import FOLDER, config_groups
from sim import Outcome, Outcomes, Scenario, simulate
from sim.agents.moscow import Option
from sim.estimates.intervals import paired_difference
from sim.world import Rung
from tests.experiments.commands import ROOT, scenario

pytestmark = pytest.mark.long

WORLDS = 1000
MANY = 5  # standard errors beyond which a mean differs
ACTORS = ("lukashenko", "putin", "army", "public", "opposition")
VARIANTS = [
    (group, name) for group in ACTORS for name in config_groups()[group] if name != "baseline"
]
Numbers = NDArray[Any]  # one a world


@lru_cache
def lived(level: str, *variants: str) -> Outcomes:
    chosen = scenario(f"pressure={level}", *variants)
    return simulate(
        chosen.but({"army.soldiers": 128, "public.citizens": 128}),
        WORLDS,
        seed=1,
        estimator="counted",
    )


def ultimatum(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.ultimatum >= 0


def failed(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.failed_orders


def ordered(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.failed_orders + outcomes.entered


def mutiny(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.outcome == Outcome.MUTINY


def compliance(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.lowest_compliance


def protest(outcomes: Outcomes) -> Numbers:
    return outcomes.histories.peak_protest


def withheld(outcomes: Outcomes) -> Numbers:
    """Weeks on which he refused or stalled."""
    return outcomes.histories.rung_weeks[[Rung.REFUSE, Rung.STALL]].sum(axis=0)


def stands(outcomes: Outcomes) -> float:
    """Weeks that an ultimatum stands, in years that have one."""
    return float(outcomes.weekly.putin[:, Option.ULTIMATUM].sum() / ultimatum(outcomes).sum())


Amount = Callable[[Outcomes], Numbers]


@pytest.mark.parametrize(
    ("variant", "level", "what", "sign"),
    [
        ("lukashenko=cautious", "severe", failed, -1),
        ("lukashenko=loyalist", "severe", ordered, +1),
        ("lukashenko=survivor", "observed", ordered, +1),
        ("lukashenko=sovereign", "severe", ordered, -1),
        ("lukashenko=sovereign", "observed", withheld, +1),
        ("lukashenko=gambler", "severe", failed, +1),
        ("putin=opportunist", "severe", ultimatum, -1),
        ("putin=escalator", "observed", ultimatum, +1),
        ("putin=patient", "observed", ultimatum, -1),
        ("putin=bluffer", "observed", ultimatum, +1),
        ("putin=cornered", "observed", ultimatum, +1),
        ("army=demoralised", "severe", compliance, -1),
        ("army=loyal", "severe", compliance, +1),
        ("army=professional", "severe", compliance, +1),
        ("public=defiant", "severe", protest, +1),
        ("public=rallied", "severe", protest, -1),
        ("public=tired", "severe", protest, -1),
        ("opposition=strong", "severe", compliance, -1),
        ("opposition=weak", "severe", compliance, +1),
        ("opposition=infiltrating", "severe", compliance, -1),
        ("choice=prospect", "severe", ultimatum, -1),
    ],
)
def test_a_variant_does_what_it_says(variant: str, level: str, what: Amount, sign: int) -> None:
    change = sign * (what(lived(level, variant)).astype(float) - what(lived(level)))
    assert change.mean() > MANY * change.std(ddof=1) / np.sqrt(WORLDS)


@pytest.mark.parametrize(
    ("variant", "part", "sign"),
    [
        ("lukashenko=gambler", failed, +1),
        ("lukashenko=cautious", failed, -1),
        ("army=cohesive", failed, -1),
        ("army=professional", failed, -1),
        ("army=demoralised", failed, +1),
        ("army=demoralised", mutiny, +1),
        ("army=loyal", mutiny, -1),
        ("opposition=infiltrating", mutiny, +1),
    ],
)
def test_a_variant_changes_how_orders_end(variant: str, part: Amount, sign: int) -> None:
    shares, errors = [], []
    for outcomes in (lived("severe", variant), lived("severe")):
        some, all_ = part(outcomes).astype(float), ordered(outcomes).astype(float)
        shares.append(some.mean() / all_.mean())
        errors.append((some - shares[-1] * all_) / all_.mean())
    error = np.std(errors[0] - errors[1], ddof=1) / np.sqrt(WORLDS)
    assert sign * (shares[0] - shares[1]) > 2 * error


@pytest.mark.parametrize("variant", ["putin=patient", "putin=bluffer"])
def test_an_ultimatum_of_theirs_stands_longer(variant: str) -> None:
    assert stands(lived("observed", variant)) > 1.2 * stands(lived("observed"))


def test_a_wavering_army_goes_either_way() -> None:
    wavering, usual = (compliance(lived("observed", *each)) for each in (["army=wavering"], []))
    assert wavering.std() > (1 + MANY / np.sqrt(WORLDS)) * usual.std()


def test_a_survivor_weighs_nothing_but_survival() -> None:
    weights = scenario("lukashenko=survivor").lukashenko.weights
    assert {name for name, weight in weights.items() if weight} == {"survival", "continuity"}


@pytest.mark.parametrize("path", ["rising", "ultimatum"])
def test_pressure_that_mounts_brings_more_entries_than_pressure_that_stays_as_observed(
    path: str,
) -> None:
    assert paired_difference(lived(path).entered, lived("observed").entered).low > 0


def test_a_hardly_fortified_border_makes_february_2022_the_most_dangerous_start() -> None:
    start = lived("severe", "scenario=february_2022").entered
    for name in set(config_groups()["scenario"]) - {"february_2022"}:
        assert paired_difference(start, lived("severe", f"scenario={name}").entered).low > 0


@pytest.mark.parametrize(("group", "name"), VARIANTS)
def test_every_variant_departs_and_says_so_in_a_sentence_of_its_own(group: str, name: str) -> None:
    assert scenario(f"{group}={name}") != Scenario()
    said = sentence(group, name)
    assert re.fullmatch(r"[A-Z].{30,}\((.+)\)\.|[A-Z].{30,}\.", said)
    others = {sentence(group, other) for other in config_groups()[group] if other != name}
    assert said not in others


CITED = re.compile(r"\b(?:OP|MIL|WG|WPN|DEP|PR|OPP|UA|FC|RU)-\d[\d-]*|\bS\d\d\b|\d{4}-\d\d-\d\d")


def _rows(name: str) -> list[dict[str, str]]:
    with (ROOT / "sim" / "evidence" / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def _comments(group: str, name: str) -> str:
    text = (FOLDER / group / f"{name}.yaml").read_text(encoding="utf-8")
    return "\n".join(line.partition("#")[2] for line in text.splitlines())


@pytest.mark.parametrize(
    ("group", "name"), [*VARIANTS, *(("scenario", each) for each in config_groups()["scenario"])]
)
def test_what_a_variant_cites_is_in_the_tables_and_is_no_forecast(group: str, name: str) -> None:
    known = {row["id"] for table in ("claims.csv", "register.csv") for row in _rows(table)}
    days = {row["date"] for row in _rows("timeline.csv")}
    cited = set(CITED.findall(_comments(group, name)))
    assert cited <= known | days, cited - known - days
    assert not {key for key in cited if key.startswith("FC") or key in ("S29", "S52")}


@pytest.mark.parametrize("name", config_groups()["scenario"])
def test_a_scenario_uses_nothing_that_was_not_known_on_its_first_day(name: str) -> None:
    start = scenario(f"scenario={name}").start
    dated = {row["id"]: row["date"] for row in _rows("register.csv")}
    for key in CITED.findall(_comments("scenario", name)):
        day = dated.get(key, key)
        if not key.startswith("S"):  # what the article of December 2022 tells is of before
            known = re.match(r"\d{4}(-\d\d){0,2}", day)
            assert known
            assert known[0] <= start, (key, day)
