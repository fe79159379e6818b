"""Sweeps are written in a file or on the command line, in a few plain forms."""

from pathlib import Path

import pytest

from experiments import run, sweep
from experiments.plan.compose import load
from tests.experiments.commands import SMALL, done, table, worlds

MONTHS = (0.9, 0.8, 0.35, 0.3, 0.6, 0.75, 0.8, 0.8, 0.7, 0.45, 0.5, 0.75)


def _values(path: str, written: str) -> list[object]:
    return list(load([f"sweep.{path}={written}"]).sweep.values[path])


@pytest.mark.parametrize(
    ("path", "written", "values"),
    [
        ("pressure.level", "[0,0.5,1]", [0, 0.5, 1]),
        ("pressure.level", "0.3", [0.3]),
        ("pressure.level", "linspace(0,1,5)", [0, 0.25, 0.5, 0.75, 1]),
        ("army.morale", " linspace( 0.2, 0.7, 6 ) ", [0.2, 0.3, 0.4, 0.5, 0.6, 0.7]),
        ("pressure.level", "range(0,1,0.25)", [0, 0.25, 0.5, 0.75]),
        ("weeks", "range(4,7)", [4, 5, 6]),
        ("start", '[2022-12-07,"2023-03-01"]', ["2022-12-07", "2023-03-01"]),
        ("lukashenko", "[baseline,cautious]", ["baseline", "cautious"]),
        ("pressure.path", "[constant,rising]", ["constant", "rising"]),
        ("theatre.ground", f"[{list(MONTHS)},{list(MONTHS[::-1])}]", [MONTHS, MONTHS[::-1]]),
    ],
)
def test_values_are_written_in_plain_forms(path: str, written: str, values: list[object]) -> None:
    assert _values(path, written) == values


def test_a_sweep_on_the_command_line_replaces_the_values_of_that_key_and_no_other() -> None:
    given = load(["experiment=morale_by_pressure", "sweep.pressure.level=[0.4,1]"]).sweep.values
    assert given == {"army.morale": (0.2, 0.3, 0.4, 0.5, 0.6, 0.7), "pressure.level": (0.4, 1)}


def test_a_sweep_on_the_command_line_adds_a_key() -> None:
    given = load(["experiment=pressure_levels", "sweep.army.morale=[0.3]"]).sweep.values
    assert given == {"pressure.level": (0, 0.2, 0.4, 0.6, 0.8, 1), "army.morale": (0.3,)}


def test_without_any_sweep_the_named_levels_of_pressure_are_swept(tmp_path: Path) -> None:
    done(sweep, *SMALL, "output=r")
    assert list(table(tmp_path / "r")["pressure.level"].unique()) == [0, 0.2, 0.4, 0.6, 0.8, 1]


def test_two_sweeps_make_a_grid_of_every_combination_in_their_order(tmp_path: Path) -> None:
    done(run, *SMALL, "sweep.army.morale=[0.5,0.3]", "sweep.pressure.level=[0,1]", "output=r")
    rows = table(tmp_path / "r")[["army.morale", "pressure.level"]].drop_duplicates()
    assert rows.to_numpy().tolist() == [[0.5, 0], [0.5, 1], [0.3, 0], [0.3, 1]]


def test_a_swept_group_keeps_what_was_set_by_hand(tmp_path: Path) -> None:
    done(sweep, *SMALL, "sweep.army=[loyal,professional]", "army.contagion=0.05", "output=swept")
    done(run, *SMALL, "army=professional", "army.contagion=0.05", "output=alone")
    swept, alone = table(tmp_path / "swept", "weekly"), table(tmp_path / "alone", "weekly")
    assert (
        swept[swept["army"] == "professional"]
        .drop(columns="army")
        .reset_index(drop=True)
        .equals(alone)
    )


def test_a_treatment_of_a_sweep_is_the_scenario_run_alone(tmp_path: Path) -> None:
    done(
        sweep,
        *SMALL,
        "sweep.pressure.level=[0,1]",
        "sweep.start=[2022-12-07,2023-03-01]",
        "output=swept",
    )
    done(run, *SMALL, "pressure=maximum", "start=2023-03-01", "output=alone")
    swept, alone = table(tmp_path / "swept", "weekly"), table(tmp_path / "alone", "weekly")
    same = swept[(swept["pressure.level"] == 1) & (swept["start"] == "2023-03-01")]
    assert same.drop(columns=["pressure.level", "start"]).reset_index(drop=True).equals(alone)


def test_treatments_may_have_horizons_of_their_own(tmp_path: Path) -> None:
    done(sweep, *SMALL[:2], "workers=1", "sweep.weeks=[3,5]", "output=r")
    weekly = table(tmp_path / "r", "weekly")
    assert weekly.groupby("weeks")["week"].max().to_dict() == {3: 2, 5: 4}


def test_a_sweep_keeps_the_title_it_is_given() -> None:
    assert (
        done(sweep, *SMALL, "title=Mine", "sweep.pressure.level=[0,1]", "output=r")
        .out.strip()
        .startswith("Mine")
    )


def test_swept_shares_are_checked_together_with_those_set_by_hand() -> None:
    assert load(["public.in_favour=0.01", "sweep.public.opposed=[0.5,0.98]"]).sweep.values[
        "public.opposed"
    ] == (0.5, 0.98)


def test_two_names_for_the_same_scenario_have_rows_of_their_own(tmp_path: Path) -> None:
    done(sweep, *SMALL, "sweep.opposition=[baseline,weak]", "opposition.capacity=0.3", "output=r")
    assert worlds(tmp_path / "r")["opposition"].value_counts().to_dict() == {
        "baseline": 8,
        "weak": 8,
    }
