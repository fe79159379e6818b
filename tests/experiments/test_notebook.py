"""From Python: the same studies, with the defaults of the commands, and folders that show
themselves.
"""

import numpy as np
import pytest

import experiments
from experiments import run, sweep
from experiments.mistakes import UserError
from sim import Scenario
from sim.mixture import Mixture
from tests.experiments.commands import SMALL, done

ASKED = ("population=small", {"replications": 8, "weeks": 6, "workers": 1, "figures": "none"})


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    output = tmp_path_factory.mktemp("study") / "out"
    with pytest.MonkeyPatch.context() as patched:
        patched.chdir(tmp_path_factory.mktemp("here"))
        return experiments.study(
            *ASKED, {"bands": "luck", "sweep.army.morale": np.array([0.3, 0.5])},
            f"output={output}", quiet=True,
        )  # fmt: skip


def test_a_study_from_python_is_that_of_the_command(folder, tmp_path):
    swept = ("sweep.army.morale=[0.3,0.5]", "bands=luck", f"output={tmp_path / 'out'}")
    done(sweep, *SMALL, *swept)
    one, other = (each / "summary.csv" for each in (folder.path, tmp_path / "out"))
    assert one.read_bytes() == other.read_bytes()


def test_a_folder_shows_its_answer_and_gives_its_tables(folder):
    assert folder._repr_markdown_().startswith("# ")
    assert "summary" in folder.tables
    assert list(folder.frame()["army.morale"].unique()) == [0.3, 0.5]
    assert experiments.results(folder.path) == folder
    with pytest.raises(UserError, match="has no table endings; there are "):
        folder.frame("endings")


def test_what_is_no_results_folder_is_refused(tmp_path):
    with pytest.raises(UserError, match=r"is not a results folder: it has no config\.yaml"):
        experiments.results(tmp_path)


def test_quiet_is_quiet(folder, capsys, tmp_path):
    experiments.study(*ASKED, {"bands": "luck", "output": str(tmp_path / "out")}, quiet=True)
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "")


def test_a_scenario_is_named_as_on_the_command_line():
    asked = experiments.scenario("pressure=high", "lukashenko=cautious", {"army.morale": 0.3})
    assert asked.departures()["army.morale"] == 0.3
    assert asked.pressure.level == 0.6
    assert asked.lukashenko != Scenario().lukashenko
    with pytest.raises(UserError, match=r"did you mean morale\?"):
        experiments.scenario({"army.moral": 0.3})


def test_a_scenario_may_be_over_vectors_but_for_what_is_set():
    mixed = experiments.scenario("parameters=calibrated", {"army.morale": 0.3})
    assert isinstance(mixed, Mixture)
    assert mixed.vectors.many == 400
    assert "army.morale" not in mixed.vectors.columns


def test_the_package_offers_nothing_else():
    assert experiments.__all__ == ["results", "scenario", "study"]
    with pytest.raises(AttributeError, match="no attribute 'sweeps'"):
        _ = experiments.sweeps
    assert callable(run.main)
