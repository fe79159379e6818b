"""Studies over vectors of parameters: a mixture in every treatment, and nothing else moved."""

import csv
import json

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.plan import vectors
from experiments.plan.compose import load
from experiments.plan.fingerprints import fingerprint, vectors_of
from experiments.plan.identity import model_version
from experiments.plan.vectors import as_table, read
from sim.mixture import Vectors

SMALL = ("replications=40", "population=small", "figures=none")


@pytest.fixture
def shipped(tmp_path, monkeypatch):
    """A folder of vectors in place of the shipped one."""
    folder = tmp_path / "calibrated"
    folder.mkdir()
    monkeypatch.setattr(vectors, "SHIPPED", folder)
    some = Vectors(
        "calibrated",
        {
            "army.morale": np.array([0.3, 0.45, 0.5]),
            "putin.demands": np.tile([0.1, 0.2, 0.4, 1.0, 0.4], (3, 1)),
        },
    )
    write(folder, some)
    return folder


def write(folder, some):
    names, rows = as_table(some)
    with (folder / "vectors.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(names)
        table.writerows(rows.tolist())
    (folder / "about.json").write_text(json.dumps({"model": model_version()}))
    read.cache_clear()


def lived(*arguments):
    return vectors_of(next(iter(load(arguments).treatments.plan.bases.values())))


def test_vectors_come_back_as_they_were_written(shipped):
    again = read(shipped)
    assert again.columns["putin.demands"].shape == (3, 5)
    np.testing.assert_array_equal(again.columns["army.morale"], [0.3, 0.45, 0.5])


def test_the_defaults_have_no_vectors():
    assert lived("army.morale=0.3") is None


def test_what_is_typed_is_fixed_in_every_vector(shipped):
    assert set(lived("parameters=calibrated").columns) == {"army.morale", "putin.demands"}
    assert set(lived("parameters=calibrated", "army.morale=0.42").columns) == {"putin.demands"}


def test_what_is_swept_and_what_a_variant_changes_is_fixed_too(shipped):
    assert set(lived("parameters=calibrated", "sweep.army.morale=[0.3,0.4]").columns) == {
        "putin.demands"
    }
    assert set(lived("parameters=calibrated", "army=demoralised").columns) == {"putin.demands"}
    assert set(lived("parameters=calibrated", "sweep.army=[baseline,demoralised]").columns) == {
        "putin.demands"
    }


def test_levels_of_pressure_stay_numbers(shipped):
    study = load(["parameters=calibrated", "pressure=severe"])
    assert study.base.pressure.level == 0.8


def test_an_edited_vector_makes_another_study(shipped):
    before = load(["parameters=calibrated"]).treatments.keys
    write(shipped, Vectors("calibrated", {"army.morale": np.array([0.3, 0.45, 0.51])}))
    assert load(["parameters=calibrated"]).treatments.keys != before


def test_vectors_that_differ_in_nothing_have_one_fingerprint(shipped):
    some = read(shipped)
    backwards = Vectors("calibrated", dict(reversed(some.columns.items())))
    assert fingerprint(some) == fingerprint(backwards)


@pytest.mark.parametrize("text", ["", "army.morale\nhigh\n", "army.moral\n0.3\n", "army.morale\n"])
def test_a_damaged_table_is_one_line(shipped, text):
    (shipped / "vectors.csv").write_text(text)
    read.cache_clear()
    with pytest.raises(UserError, match=r"experiments\.calibrate ship=true"):
        load(["parameters=calibrated"])


def test_an_unknown_kind_is_refused():
    with pytest.raises(UserError, match="not one of defaults, prior, calibrated"):
        load(["parameters=posterior"])


def test_a_study_over_vectors_is_lived_kept_and_told(shipped, tmp_path, capsys):
    from experiments import replay, run

    run.main(["parameters=calibrated", *SMALL, f"output={tmp_path / 'mixed'}"])
    assert "a mixture over 3 calibrated vectors" in " ".join(capsys.readouterr().out.split())
    manifest = json.loads((tmp_path / "mixed" / "manifest.json").read_text())
    assert manifest["vectors"]["varied"] == ["army.morale", "putin.demands"]
    replay.main([str(tmp_path / "mixed"), "world=1"])
    assert "army 4" in capsys.readouterr().out
    write(shipped, Vectors("calibrated", {"army.morale": np.array([0.3, 0.45, 0.51])}))
    with pytest.raises(UserError, match="other vectors"):
        replay.main([str(tmp_path / "mixed"), "world=1"])
