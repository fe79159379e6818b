"""Every configuration file composes and runs small; every promised name can be set and swept."""

import re
from operator import attrgetter
from pathlib import Path

import pytest
import yaml

from experiments import sweep
from experiments.plan.compose import load
from experiments.plan.files.folders import FOLDER, config_groups
from sim import simulate
from sim.laws.pressure import LEVELS
from sim.scenario import Scenario
from tests.experiments.commands import COLUMNS, SMALL, done, scenario, table

CHOICES = [
    (group, name)
    for group, names in config_groups().items()
    for name in names
    if group != "experiment"
]
TOO_LARGE = {("population", "large"), ("population", "real")}  # composed, not lived
PROMISED = {
    "pressure.level": (0.1, 0.9), "army.morale": (0.3, 0.5), "army.loyalty": (0.4, 0.8),
    "army.contagion": (0.0, 0.5), "lukashenko.dependence": (0.2, 0.9),
    "lukashenko.loyalty_bias": (0.0, 0.2), "lukashenko.rationality": (5.0, 20.0),
    "public.opposed": (0.5, 0.8), "public.grievance": (0.2, 0.6), "opposition.capacity": (0.1, 0.6),
    "theatre.border_defence": (0.2, 0.9), "theatre.front_mean": (0.6, 0.9),
    "theatre.contingent": (2.0, 30.0), "weeks": (3, 5), "start": ("2022-10-10", "2024-08-06"),
}  # fmt: skip
SIZES = {
    "pressure_levels": 6,
    "pressure_curve": 21,
    "morale_by_pressure": 36,
    "dependence_by_pressure": 36,
    "border_by_season": 20,
    "leader_models": 36,
    "army_models": 24,
    "contingent_by_pressure": 12,
    "surge_of_resolve": 15,
    "what_if_refused": 12,
    "on_from_2022": 6,
}
FEWER = {
    "choice_rules": ("sweep.pressure.level=[0.4]",),
    "leader_models": ("sweep.putin=[escalator]",),
    "morale_by_pressure": ("sweep.pressure.level=[0.4,1]",),
    "dependence_by_pressure": ("sweep.pressure.level=[0.4,1]",),
    "army_models": ("sweep.pressure.level=[0.4]",),
    "contingent_by_pressure": ("sweep.pressure.level=[0.4,1]",),
    "surge_of_resolve": ("sweep.pressure.final=[1]", "pressure.date=2022-12-14"),
    "what_if_refused": ("sweep.pressure.level=[1]",),
}
FEW_PEOPLE = {"army.soldiers": 64, "public.citizens": 128}
VARIANTS = {
    "lukashenko": ("baseline", "cautious", "survivor", "loyalist", "sovereign", "gambler"),
    "putin": ("baseline", "opportunist", "escalator", "patient", "bluffer", "cornered"),
    "army": ("baseline", "demoralised", "loyal", "professional", "wavering", "cohesive"),
    "public": ("baseline", "defiant", "rallied", "tired"),
    "opposition": ("baseline", "weak", "strong", "infiltrating"),
    "scenario": (
        "december_2022",
        "february_2022",
        "october_2022",
        "august_2024",
        "june_2026",
        "year_2022",
        "august_2020",
    ),
    "pressure": (*LEVELS, "rising", "ultimatum"),
    "choice": ("quantal", "best_response", "prospect"),
    "experiment": tuple(SIZES),
}


@pytest.mark.parametrize(("group", "name"), CHOICES)
def test_every_named_variant_runs(group: str, name: str) -> None:
    assert scenario(f"{group}={name}")
    if (group, name) not in TOO_LARGE:
        chosen = scenario(f"{group}={name}", f"weeks={13 if name == 'ultimatum' else 6}")
        assert (
            simulate(chosen.but(FEW_PEOPLE), 8, seed=1, estimator="counted").histories.worlds == 8
        )


@pytest.mark.parametrize("name", config_groups()["experiment"])
def test_every_experiment_runs(name: str, tmp_path: Path) -> None:
    said = done(
        sweep,
        f"experiment={name}",
        *SMALL,
        "replications=4",
        *FEWER.get(name, ()),
        f"output={tmp_path / 'r'}",
    )
    summary = table(tmp_path / "r")
    config = yaml.safe_load((FOLDER / "experiment" / f"{name}.yaml").read_text(encoding="utf-8"))
    assert config["name"] == name
    assert config["title"] in said.out
    assert list(summary.columns) == [*config["sweep"], *COLUMNS]
    assert len(summary) == 7 * len(summary[list(config["sweep"])].drop_duplicates())


@pytest.mark.parametrize("name", SIZES)
def test_an_experiment_has_as_many_treatments_as_promised(name: str) -> None:
    assert len(load([f"experiment={name}"]).treatments) == SIZES[name]


@pytest.mark.parametrize("place", [0, 1])
def test_every_promised_parameter_can_be_set_and_swept(place: int, tmp_path: Path) -> None:
    values = {path: pair[place] for path, pair in PROMISED.items()}
    chosen = load([f"{path}={value}" for path, value in values.items()]).base
    assert {path: attrgetter(path)(chosen) for path in PROMISED} == values
    done(
        sweep,
        "population=small",
        "replications=8",
        "workers=1",
        *(f"sweep.{path}=[{value}]" for path, value in values.items()),
        "output=r",
    )
    assert table(tmp_path / "r")[list(PROMISED)].drop_duplicates().iloc[0].to_dict() == values


def test_replications_seed_workers_and_output_are_settings() -> None:
    study = load(["replications=7", "seed=0", "workers=3", "output=here"])
    assert (study.replications, study.seed, study.workers, study.output) == (7, 0, 3, "here")


@pytest.mark.parametrize("group", VARIANTS)
def test_the_promised_names_are_there(group: str) -> None:
    assert set(VARIANTS[group]) <= set(config_groups()[group])


@pytest.mark.parametrize("name", LEVELS)
def test_a_named_level_of_pressure_has_its_number(name: str) -> None:
    pressure = scenario(f"pressure={name}").pressure
    assert (pressure.path, pressure.level) == ("constant", LEVELS[name])
    assert list(LEVELS.values()) == [0, 0.2, 0.4, 0.6, 0.8, 1]


def test_nothing_chosen_is_december_2022_as_in_the_code() -> None:
    assert scenario() == Scenario()


@pytest.mark.parametrize("group", ["putin", "lukashenko", "army", "public", "opposition"])
def test_a_baseline_names_no_number_of_its_own(group: str) -> None:
    assert yaml.safe_load((FOLDER / group / "baseline.yaml").read_text(encoding="utf-8")) == {}


@pytest.mark.parametrize(("group", "name"), CHOICES)
def test_every_variant_says_in_its_first_lines_what_it_means(group: str, name: str) -> None:
    lines = (FOLDER / group / f"{name}.yaml").read_text(encoding="utf-8").splitlines()
    said = [line for line in lines[:2] if line.startswith("# ") and "@package" not in line]
    assert said
    assert re.match(r"# [A-Z].*[a-z].*", said[0])


def test_the_default_horizon_of_a_season_study_is_a_quarter_of_a_year() -> None:
    study = load(["experiment=border_by_season"])
    assert study.base.weeks == 13
    assert study.sweep.values["start"] == ("2022-12-07", "2023-03-01", "2023-06-01", "2023-09-01")
