"""What is set on the live page is what is typed on a command line, and is refused in the same
words.
"""

import shlex

import pandas as pd
import pytest

from experiments import run
from experiments.mistakes import UserError
from experiments.pages.app.asked import opening
from experiments.pages.app.sliders import CHOSEN, sliders
from experiments.pages.app.wish import Wish
from experiments.plan.compose import load
from sim import Scenario
from sim.parameters import check, table
from tests.experiments.commands import done
from tests.experiments.pages.asked_of import SMALL, ask, office, question

REFUSED = {
    "army.morale=2": "outside",
    "army.moral=0.3": "did you mean",
    "pressure=hihg": "did you mean high",
    "army.morale": "not of the form name=value",
    "~army.morale=1": "not of the form name=value",
    "replications=5": "not for this page",
    "output=/tmp/x": "not for this page",
    "experiment=leader_models": "not for this page",
    "series.file=/etc/passwd": "not for this page",
    "sweep.army.morale=[0,1]": "not for this page",
    "army.morale=0.2,0.3": "several values",
    "weeks=1040": "more than are lived while one waits",
    "population=real": "more than are lived while one waits",
    "army.morale=${oc.env:HOME}": "write it out",
    "army.morale=nan": "morale",
    "force=week 3: nobody=nothing": "force",
    "army.morale=\x1b[2J": "not of the form name=value",
}


@pytest.mark.parametrize("argument", REFUSED, ids=ascii)
def test_what_cannot_be_set_is_refused_in_a_sentence(argument: str) -> None:
    with pytest.raises(UserError) as mistake:
        Wish.of([argument])
    said = str(mistake.value)
    assert REFUSED[argument] in said
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize("given", [None, 3, "army.morale=0.3", [3], [None], ["a=1"] * 300])
def test_what_is_no_list_of_arguments_is_refused(given: object) -> None:
    with pytest.raises(UserError):
        Wish.of(given)


def test_a_name_has_one_value() -> None:
    with pytest.raises(UserError, match="given twice"):
        Wish.of(["army.morale=0.3", "army.morale=0.4"])


def test_what_is_set_is_the_scenario_of_the_same_words() -> None:
    typed = ["lukashenko=cautious", "pressure=high", "army.morale=0.3", "seed=7"]
    wish = Wish.of(typed)
    assert wish.scenario == load(typed).base
    assert wish.seed == 7


def test_the_page_is_opened_with_a_scenario_and_settings_of_its_own() -> None:
    wanted = opening(["port=0", "workers=1", "pressure=high", "seed=3"])
    assert (wanted.port, wanted.workers, wanted.browser) == (0, 1, False)
    assert wanted.first.arguments == ("pressure=high", "seed=3")
    for wrong in ("port=65536", "port=x", "workers=0", "open=maybe", "nope=1"):
        with pytest.raises(UserError):
            opening([wrong])


def test_every_slider_moves_one_number_within_its_range_around_its_default() -> None:
    rows = {row.path: row for row in table(Scenario())}
    assert [each.path for each in sliders()] == [path for each in CHOSEN.values() for path in each]
    for each in sliders():
        for number in (each.least, each.most, each.begin, each.end, *each.marks):
            check(Scenario(), each.path, number)
        assert each.begin <= each.value <= each.end
        assert each.value == rows[each.path].value
        assert list(each.marks) == sorted(each.marks)


@pytest.mark.parametrize("more", [[], ["seed=5", "army.morale=0.6"], ["parameters=calibrated"]])
def test_the_command_gives_the_number_that_is_shown(more: list[str], tmp_path) -> None:
    mine = office(tmp_path)
    told = ask(mine, "/api/answer", question([*SMALL, *more]), until=1).lines[0]
    words = shlex.split(told["command"])
    assert words[:3] == ["python", "-m", "experiments.run"]
    folder = tmp_path / "same"
    done(run, *words[3:], f"output={folder}", "workers=1", "figures=none")
    rows = pd.read_csv(folder / "summary.csv").set_index("outcome")
    for row in [{"name": "entry", **told["entry"]}, *told["endings"]]:
        kept = rows.loc[row["name"]]
        assert kept["worlds"] == told["worlds"]
        assert row["probability"] == pytest.approx(kept["probability"], rel=1e-7, abs=0)
        if not more or row["name"] != "entry" or not told["vectors"]:
            assert row["low"] == pytest.approx(kept["low"], rel=1e-6)
            assert row["high"] == pytest.approx(kept["high"], rel=1e-6)
