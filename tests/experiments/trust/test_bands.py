"""Bands of a study: what is set stays set, what is shipped is used, and what was found is told."""

import json

import numpy as np
import pytest

from experiments import run, sweep
from experiments.findings.bands import COLUMNS, KINDS, OUTCOMES
from experiments.mistakes import Interrupted
from experiments.plan.compose import load
from experiments.trust.bands import made, shipped
from experiments.trust.bands.cells import cells
from experiments.why.points.structures import own_names, structures
from tests.experiments.commands import done, mistake, say
from tests.experiments.trust.shipped import FEW, ship

ALL = (*FEW, "bands=all")
TWO = {"low": 0.2, "severe": 0.8}
LEVELS = "sweep.pressure.level=[0,0.2,0.4,0.6,0.8,1]"


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A folder of three vectors in place of the shipped ones."""
    ship(tmp_path / "calibrated", monkeypatch)
    return tmp_path / "calibrated"


def paths(*arguments):
    return set(cells(load(arguments))[0].mixture.vectors.columns)


def test_what_is_set_swept_or_changed_by_a_variant_is_fixed_in_every_vector(folder):
    assert paths() == {"army.morale", "putin.demands"}
    assert paths("army.morale=0.42") == {"putin.demands"}
    assert paths("sweep.army.morale=[0.3,0.4]") == {"putin.demands"}
    assert paths("army=demoralised") == {"putin.demands"}


def test_levels_of_pressure_stay_numbers(folder):
    found = cells(load([LEVELS]))
    assert [each.mixture.pressure.level for each in found[:-1]] == [0, 0.2, 0.4, 0.6, 0.8, 1]


@pytest.mark.parametrize(
    ("arguments", "learned"),
    [
        ([], True),
        ([LEVELS], True),
        (["pressure=severe"], False),
        (["pressure.level=0.4"], False),
        (["sweep.pressure.level=[0.4,0.8]"], False),
        (["sweep.army.morale=[0.3,0.4]"], False),
    ],
)
def test_the_learned_pressure_is_told_where_nobody_set_it(folder, arguments, learned):
    found = cells(load(arguments))
    assert found[-1].learned == learned
    if learned:
        assert found[-1].mixture.vectors.columns["pressure.level"].tolist() == [0.3, 0.5, 0.7]


def test_rivals_are_every_variant_of_one_leader_times_every_rule():
    found = structures(())
    assert len(found) == (1 + 5 + 5) * 3
    assert found[0].label == "as it is"
    assert len({each.label for each in found}) == len(found)


def test_a_group_that_somebody_chose_has_no_rivals(folder):
    own = own_names(load(["lukashenko=cautious", "choice.rule=prospect"]))
    assert {group for each in structures(own) for group in each.names} == {"putin"}


def test_a_run_leaves_every_band_of_every_outcome(folder):
    done(run, *ALL)
    found = _bands()
    assert list(found.columns) == ["pressure.level", *COLUMNS]
    here = found[found["pressure.level"] == "0.4"]
    assert set(here["band"]) == set(KINDS)
    assert set(here["outcome"]) == set(OUTCOMES)
    learned = found[found["pressure.level"] == "learned"]
    assert set(learned["band"]) == {"mixture", "parameters"}
    assert (found["low"] <= found["high"]).all()


def test_the_mixture_lies_within_the_structures(folder):
    done(run, *ALL, "pressure=maximum")
    rows = _bands().query("outcome == 'entry'").set_index("band")
    assert rows.loc["structure", "low"] <= rows.loc["mixture", "probability"]
    assert rows.loc["mixture", "probability"] <= rows.loc["structure", "high"]


def test_an_edited_vector_moves_the_headline(folder, monkeypatch):
    done(run, *ALL, "pressure=maximum")
    before = _bands()
    ship(folder, monkeypatch, morale=(0.3, 0.45, 0.9))
    done(run, *ALL, "pressure=maximum")
    after = _bands()
    luck = before["band"] == "luck"
    assert (before[luck]["probability"] == after[luck]["probability"]).all()
    mixture = (before["band"] == "mixture") & (before["outcome"] == "entry")
    assert before[mixture]["probability"].item() < after[mixture]["probability"].item()


def test_an_unchanged_folder_is_not_lived_again(folder, monkeypatch):
    first = done(run, *ALL).out
    monkeypatch.setattr(made, "done", None)  # nothing can be lived
    assert done(run, *ALL).out == first


def test_a_table_that_was_changed_is_made_again(folder, tmp_path):
    done(run, *ALL)
    path = tmp_path / "r" / "bands.csv"
    before = path.read_text()
    path.write_text(before.replace("mixture", "Mixture"))
    done(run, *ALL)
    assert path.read_text() == before


def test_the_answer_says_number_word_and_confidence_apart(folder):
    said = " ".join(done(run, *ALL, "pressure=maximum").out.split())
    assert "the mean over 3 calibrated vectors of parameters: " in said
    assert ". Confidence in that is " in said
    assert "P(entry): four ways to be unsure" in said
    assert "Beside it, and never used in it: no entry in the 52 months" in said


def test_the_share_that_rests_on_assumptions_is_read_from_what_is_shipped(folder, monkeypatch):
    ship(folder, monkeypatch, assumed=0.6, hindcast={"entry": 0.09})
    said = " ".join(done(run, *ALL).out.split())
    assert "60 % of the variance of the log odds rests on assumptions" in said
    assert "the model would have given 9 %" in said


def test_more_than_six_treatments_have_luck_alone_unless_asked(folder, tmp_path):
    many = "sweep.army.morale=[0.1,0.2,0.3,0.4,0.5,0.6,0.7]"
    said = done(sweep, *FEW, "bands=null", "weeks=4", many).out
    assert "Luck alone is told of more than 6 treatments; bands=all tells the rest." in said
    assert not (tmp_path / "r" / "bands.csv").exists()


def test_luck_alone_leaves_no_bands_behind(folder, tmp_path):
    done(run, *ALL)
    said = done(run, *FEW, "bands=luck").out
    assert "mixture" not in said
    assert not (tmp_path / "r" / "bands.csv").exists()


@pytest.mark.parametrize("damage", ["", "army.morale\nhigh\n"])
def test_without_vectors_the_studys_own_answer_stands(folder, damage):
    (folder / "vectors.csv").write_text(damage)
    made.check_shipped.__globals__["plan"].read.cache_clear()
    said = done(run, *ALL).out
    assert said.count("bands could not be made") == 1
    assert "experiments.calibrate ship=true makes it anew" in " ".join(said.split())
    assert "Belarus enters the war in" in said


def test_ctrl_c_while_bands_are_made_leaves_the_studys_own_answer(folder, monkeypatch):
    def stopped(*_):
        raise Interrupted("half the bands is not kept; the same command looks again")

    monkeypatch.setattr(made, "done", stopped)
    said = say(run, *ALL)
    assert said.status == 130
    assert "Belarus enters the war in" in said.out


def test_a_full_disk_leaves_the_studys_own_answer(folder, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(made.kept, "write", full)
    said = done(run, *ALL).out
    assert "luck is told alone: No space left on device" in said
    assert "Belarus enters the war in" in said


def test_where_every_group_is_chosen_no_structure_is_looked_at(folder):
    said = done(run, *ALL, "lukashenko=survivor", "putin=bluffer", "choice=prospect").out
    assert "not looked at" in said
    assert "structure" not in set(_bands()["band"])


def test_bands_are_refused_where_they_cannot_be(folder):
    told = mistake(run, "parameters=calibrated", "bands=all")
    assert told.startswith("bands = all is for parameters = defaults")
    assert "leave it out with portion" in mistake(run, "portion=1/2", "bands=all")
    assert mistake(run, "bands=some") == "bands = some is not one of all, luck"


def test_a_mixture_has_luck_alone(folder, tmp_path):
    said = done(run, *FEW, "bands=null", "parameters=calibrated").out
    assert "a mixture over 3 calibrated vectors" in " ".join(said.split())
    assert not (tmp_path / "r" / "bands.csv").exists()


def test_shipped_structures_are_those_that_would_be_lived(folder, monkeypatch):
    monkeypatch.setattr(shipped, "LEVELS", TWO)
    shipped.ship(1)
    study = load(["pressure=severe"])
    mine, rivals = cells(study)[0], structures(())[1:]
    there = shipped.shipped()
    assert there is not None
    ready = there.of(mine, rivals)
    lived = shipped.lived(mine.mixture, rivals[-1:], shipped.SEED)
    assert ready[-1].tolist() == pytest.approx(lived[0].tolist(), abs=shipped.EXACT)
    other = cells(load(["army.morale=0.3"]))[0]
    assert there.of(other, rivals) is None


def test_shipped_structures_belong_to_their_vectors_and_their_model(folder, monkeypatch):
    monkeypatch.setattr(shipped, "LEVELS", TWO)
    shipped.ship(1)
    said = json.loads((folder / shipped.MADE_FROM).read_text())
    assert said["command"] == "python -m experiments.calibrate structures=true"
    (folder / shipped.MADE_FROM).write_text(json.dumps({**said, "model": "another"}))
    assert shipped.shipped() is not None  # lived again, to the same
    found = (folder / shipped.TABLE).read_text()
    with monkeypatch.context() as otherwise:
        otherwise.setattr(shipped, "lived", lambda *_: np.full((1, len(OUTCOMES)), 0.5))
        assert shipped.shipped() is None
    (folder / shipped.MADE_FROM).write_text(json.dumps(said))
    assert shipped.shipped() is not None
    ship(folder, monkeypatch, morale=(0.3, 0.45, 0.9))
    assert (folder / shipped.TABLE).read_text() == found
    assert shipped.shipped() is None


def _bands():
    import pandas as pd

    return pd.read_csv("r/bands.csv", keep_default_na=False, dtype={"pressure.level": str})
