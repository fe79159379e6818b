"""luck=apart: every treatment lives worlds of its own; what compares the same worlds is refused."""

from pathlib import Path

import numpy as np

from experiments import compare, merge, replay, sweep
from experiments.plan.compose import load
from experiments.store.description import cell_states
from experiments.store.ledger import finished_ledger
from experiments.store.results import Results
from experiments.store.units import units
from sim.luck import apart
from sim.simulation import simulate
from tests.experiments.commands import SMALL, done, mistake, worlds, written

SWEEP = (*SMALL, "luck=apart", "sweep.army.morale=[0.3,0.4]")


def test_a_treatment_lives_the_worlds_of_its_place(tmp_path: Path) -> None:
    done(sweep, *SWEEP, "output=r")
    rows = worlds(tmp_path / "r")
    for place, treatment in enumerate(load(SWEEP).treatments):
        mine = rows[rows["army.morale"] == treatment.values["army.morale"]]
        alone = simulate(
            treatment.scenario,
            8,
            treatment.seed,
            estimator=treatment.estimator,
            first_world=apart(place),
        )
        assert list(mine["world"]) == list(range(8))
        assert np.array_equal(mine["lowest_compliance"], alone.histories.lowest_compliance)


def test_treatments_of_one_scenario_differ_by_their_luck_alone(tmp_path: Path) -> None:
    alike = ("opposition.capacity=0.3", "opposition.organising=0.01", "opposition.arrests=0.01")
    twice = ("sweep.opposition=[baseline,weak]", *alike)
    done(sweep, *SMALL, *twice, "output=common")
    done(sweep, *SMALL, *twice, "luck=apart", "output=apart")
    for name, same in (("common", True), ("apart", False)):
        rows = worlds(tmp_path / name).groupby("opposition")["lowest_compliance"].apply(list)
        assert (rows["baseline"] == rows["weak"]) is same


def test_a_world_of_a_later_treatment_is_told_as_it_was_lived(tmp_path: Path) -> None:
    done(sweep, *SWEEP, "estimator=counted", "weeks=52", "output=r")
    rows = worlds(tmp_path / "r").query("`army.morale` == 0.4")
    ended = rows[rows["outcome"] != "no_entry"]
    for _, row in ended.iterrows():
        told = done(replay, "r", f"world={row['world']}", "army.morale=0.4").out
        assert f"Week {row['week']}" in told


def test_portions_on_luck_apart_are_the_whole(tmp_path: Path) -> None:
    done(sweep, *SWEEP, "output=whole")
    for number in (1, 2):
        done(sweep, *SWEEP, f"portion={number}/2", "output=p")
    done(merge, "p.portion-1-of-2", "p.portion-2-of-2", "output=m")
    assert written(tmp_path / "m") == written(tmp_path / "whole")
    for name in ("treatments.csv", "treatments.parquet"):
        assert (tmp_path / "m" / name).read_bytes() == (tmp_path / "whole" / name).read_bytes()


def test_what_compares_the_same_worlds_is_refused(tmp_path: Path) -> None:
    told = mistake(sweep, *SWEEP, "reference=0.3", "output=r")
    assert told.startswith("reference is for treatments on the same luck")
    done(sweep, *SWEEP, "output=r")
    assert mistake(compare, "r", "r").startswith("luck=apart: every treatment lived worlds of its")
    common = [each for each in SWEEP if each != "luck=apart"]
    line = mistake(sweep, *common, "output=r")
    assert "it differs in luck (apart there, common now)" in line


def test_of_many_treatments_the_manifest_has_totals(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(units, "EACH", 1)
    done(sweep, *SWEEP, "output=r")
    ledger = finished_ledger(tmp_path / "r", units.Units(Results(tmp_path / "r").treatments))
    assert cell_states(ledger) == {"lived": 16, "failed": 0, "missing": 0}
