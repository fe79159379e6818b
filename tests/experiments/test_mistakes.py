"""Whatever a user gets wrong ends in one line that says what, where and what is allowed.

Nothing is written.
"""

import json
import time
from pathlib import Path
from types import ModuleType

import pytest

from experiments import plot, replay, run, sweep
from experiments.command import run_command
from experiments.plan.compose import load
from tests.experiments.commands import SMALL, done, mistake, say

MISTAKES = {
    "armyy.morale=0.3": "unknown parameter armyy.morale: the configuration has no armyy; did you "
    "mean army?",
    "pressure.levle=0.3": "unknown parameter pressure.levle: pressure has no levle; did you "
    "mean level?",
    "replication=9": "unknown parameter replication: the configuration has no replication; did "
    "you mean "
    "replications?",
    "army.morale.x=1": "unknown parameter army.morale.x: army.morale has no x; it is one value",
    "army.morale": "'army.morale' is not of the form name=value, such as army.morale=0.3 or "
    "pressure=high",
    "--nope": "'--nope' is not of the form name=value",
    "army.morale=0.1,0.2": "gives several values; to compare them write "
    "'sweep.army.morale=[...]' to the "
    "sweep command",
    "army.morale=low": "army.morale = 'low' is not a number: usual morale, mean over soldiers",
    "replications=1e2": "replications = 100.0 is not written as a whole number: write 100",
    "army.morale=7": "army.morale = 7 is outside [0, 1]: usual morale, mean over soldiers (source ",
    "army.morale=nan": "army.morale = nan is outside [0, 1]",
    "army.morale=null": "army.morale = None is not a number",
    "weeks=0": "Scenario.weeks = 0 is outside [1, 1040]: how long a world is lived",
    "weeks=2.5": "Scenario.weeks = 2.5 is not a whole number",
    "start=tomorrow": "Scenario.start = tomorrow is not a date like 2022-12-07",
    "start=2022-13-01": "Scenario.start = 2022-13-01 is not a date like 2022-12-07",
    "public.opposed=0.99": "public.opposed = 0.99 and public.in_favour = 0.04 add up to more "
    "than 1: "
    "they are "
    "shares of the same public",
    "army.soldiers=100": "army.soldiers = 100 is not a multiple of 64",
    "pressure=ultimatum": "pressure.date = 2023-02-24 is outside the 6 weeks from 2022-12-07: no "
    "ultimatum "
    "would come",
    "lukashenko=coutious": "lukashenko = coutious is not one of baseline, cautious, gambler, "
    "loyalist, sovereign, survivor; "
    "did you "
    "mean cautious?",
    "experiment=pressure_level": "did you mean pressure_levels?",
    "replications=0": "replications = 0 is not a whole number at least 1",
    "replications=-3": "replications = -3 is not a whole number at least 1",
    "replications=1.5": "replications = 1.5 is not a whole number at least 1",
    "replications=true": "replications = True is not a whole number at least 1",
    "workers=0": "workers = 0 is not a whole number at least 1",
    "seed=-1": "seed = -1 is not a whole number from 0 to 18446744073709551615",
    "seed=18446744073709551616": "is not a whole number from 0 to 18446744073709551615",
    'name="a b"': "name = 'a b' is not a name of letters, digits, dots, dashes and underscores",
    "name=Мінск": "name = 'Мінск' is not a name of letters, digits, dots, dashes and underscores",
    "title=[a,b]": "title = ['[a,b]'] is not one line of 1 to 200 letters",
    "output={a:b}": "output = ['{a:b}'] is not one line of 1 to 1,000 letters",
    "output=": "output =  is not one line of 1 to 1,000 letters that can be shown",
    f"title={'x' * 100_000}": "is not one line of 1 to 200 letters that can be shown",
    "title=a\x1b[31mb": "title = a\\x1b[31mb is not one line of 1 to 200 letters that can be shown",
    "army.morale=\x1b]0;b": "\\x1b]0;b",
    "weeks=inf": "Scenario.weeks = inf is outside [1, 1040]",
    f"weeks={'9' * 5000}": "cannot read 'weeks=9999",
    "public.citizens=1e400": "public.citizens = inf is outside",
    "sweep.weeks=[1e400,4]": "sweep.weeks: Scenario.weeks = inf is outside [1, 1040]",
    "start=9999-12-31": "start = 9999-12-31: its 6 weeks would go beyond the year 9999",
    "precision=1e-200": "precision = 1e-200 is not a half-width from 1e-09 to 0.5",
    "+choice@x=prospect": "would put choice elsewhere with @: write choice=prospect",
    "+experiment@army=pressure_levels": "write experiment=pressure_levels",
    "pressure=0.6": "for a number write pressure.PARAMETER, such as pressure.level=0.6",
    "pressure.level=observed": "pressure.level = observed names a variant of pressure: write "
    "pressure=observed",
    "sweep.weeks=[4,6]": "weeks is both set (weeks=6) and swept: leave one of them out",
    "sweep.population=[small]": "population is both set (population=small) and swept",
    "sweep.army=[nope]": "sweep.army = nope is not one of baseline, cohesive, demoralised, loyal, "
    "professional, wavering",
    "sweep.armyy.morale=[1]": "unknown parameter armyy.morale: Scenario has no armyy; did you "
    "mean army?",
    "sweep.replications=[1,2]": "unknown parameter replications",
    "sweep.army.morale=[0.3,7]": "sweep.army.morale: army.morale = 7 is outside [0, 1]",
    "sweep.army.morale=[low]": "sweep.army.morale: army.morale = 'low' is not a number",
    "sweep.army.morale=": "sweep.army.morale = None cannot be read: write a list such as "
    "[0, 0.5, 1]",
    "sweep.army.morale=[]": "sweep.army.morale has no values: write a list such as [0, 0.5, 1], or "
    "linspace(0, 1, 5)",
    "sweep.army.morale=[0.1": "sweep.army.morale = [0.1 cannot be read: write a list such as "
    "[0, 0.5, 1]",
    "sweep.army.morale=[0.3,0.30]": "sweep.army.morale names a value twice: [0.3, 0.3]",
    "sweep.army.morale=linspace(0,1)": "linspace(0,1) cannot be read: write it like "
    "linspace(0, 1, 21)",
    "sweep.army.morale=linspace(0,1,-3)": "cannot be read: write it like linspace(0, 1, 21)",
    "sweep.army.morale=range(0,1,0)": "range(0,1,0) cannot be read: write it like range(0, "
    "1, 0.25)",
    "sweep.army.morale=range(1,0,0.5)": "cannot be read: write it like range(0, 1, 0.25)",
}
ODD = (
    "army.morale={a:1}",
    "weeks={a:1}",
    "theatre=5",
    "regime=null",
    "army.morale=${nope}",
    "replications=${nope}",
    'army.morale="0.3',
    "~seed=1",
    "experiment=null",
    "sweep.army.morale={a: 1}",
    "sweep.army.morale=[[1,[2]]]",
    "sweep.army.morale=linspace(0,1,2000000000000)",
    "sweep.army.morale=linspace(0,1,2.7)",
    "theatre={nope:1}",
)


@pytest.mark.parametrize("argument", MISTAKES)
def test_a_mistake_is_said_in_one_line_before_anything_is_written(
    argument: str, tmp_path: Path
) -> None:
    assert MISTAKES[argument] in mistake(run, *SMALL, "output=r", argument)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("argument", ODD)
def test_an_odder_mistake_is_said_in_one_line_too(argument: str, tmp_path: Path) -> None:
    assert "use +" not in mistake(run, *SMALL, "output=r", argument)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("output", [".", "..", "/"])
def test_a_portion_needs_a_folder_with_a_name(output: str, tmp_path: Path) -> None:
    line = mistake(run, *SMALL, f"output={output}", "portion=1/2")
    assert f"output = {output} has no name" in line
    assert not list(tmp_path.iterdir())


def test_a_group_that_sets_what_is_swept_is_refused_and_another_is_not() -> None:
    line = mistake(run, "sweep.pressure=[high,low]", "sweep.pressure.level=[0.1]")
    assert line == "pressure.level is swept, and pressure=high, also swept, sets it"
    assert len(load(["sweep.army=[loyal]", "sweep.pressure.level=[0.1]"]).treatments) == 1


@pytest.mark.parametrize("dry", ["true", "false"])
@pytest.mark.parametrize("each", ["linspace(0,1,2000)", "linspace(0,1,9000)"])
def test_a_grid_that_is_too_large_is_counted_before_it_is_made(each: str, dry: str) -> None:
    began = time.process_time()
    swept = (f"sweep.pressure.level={each}", f"sweep.army.morale={each}", f"dry_run={dry}")
    assert "treatments: a study has at most 1,048,576" in mistake(sweep, *swept)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["out/Мінск", "out/two words", 'a "b"', "a=b", "a,b", "$x"])
def test_a_folder_and_a_title_are_taken_as_they_are_typed(name: str) -> None:
    study = load([f"output={name}", f"title={name}"])
    assert (study.output, study.title) == (name, name)
    assert load([f'output="{name}"']).output in (name, name.replace('\\"', '"'))


def test_a_study_in_which_every_world_fails_ends_with_an_error(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ArithmeticError("no world is possible")

    monkeypatch.setattr("experiments.engine.worker.simulate", broken)
    said = say(run, *SMALL, "output=r")
    assert said.status == 2
    assert "error: every world failed, the last of them so: ArithmeticError: no wor" in said.err


def test_weeks_that_a_world_has_not_cannot_be_told() -> None:
    done(run, *SMALL, "output=r")
    line = mistake(replay, "r", "world=1", "weeks=6-7")
    assert line == "weeks = 6-7 is beyond the last week: they go from 0 to 5"
    assert "Week 5" in done(replay, "r", "world=1", "weeks=5-7").out


def test_a_combination_that_cannot_be_stops_the_whole_sweep(tmp_path: Path) -> None:
    line = mistake(
        sweep,
        *SMALL,
        "output=r",
        "sweep.public.opposed=[0.6,0.9]",
        "public.in_favour=0.3",
        "public.grievance=0.4",
    )
    assert "public.opposed = 0.9" in line
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("kind", ["file", "folder"])
def test_an_output_that_holds_something_else_is_left_alone(kind: str, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    if kind == "folder":
        mine.mkdir()
        (mine / "thesis.txt").write_text("mine", encoding="utf-8")
    else:
        mine.write_text("mine", encoding="utf-8")
    line = mistake(run, *SMALL, f"output={mine}")
    assert (
        line
        == f"output = {mine} holds something else: name a new or empty folder, or a results folder"
    )
    assert [
        path.read_text(encoding="utf-8") for path in (mine.iterdir() if mine.is_dir() else [mine])
    ] == ["mine"]


def test_another_study_in_the_folder_is_told_by_its_differences(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    line = mistake(run, *SMALL, "output=r", "army.morale=0.3", "seed=3")
    assert (
        line == "r holds another study; it differs in army.morale (0.42 there, 0.3 now); seed (1 "
        "there, 3 now). Name another output folder"
    )
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("command", [run, replay])
@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"format": 5, "experiment": "run", "tre',
        '{"format": 5}',
    ],
)
def test_a_damaged_manifest_is_said_to_be(command: ModuleType, text: str, tmp_path: Path) -> None:
    folder = tmp_path / "r"
    folder.mkdir()
    (folder / "manifest.json").write_text(text, encoding="utf-8")
    arguments = [*SMALL, "output=r"] if command is run else ["r", "world=1"]
    assert "manifest.json is damaged" in mistake(command, *arguments)
    assert [path.name for path in folder.iterdir()] == ["manifest.json"]


def test_a_folder_of_another_format_is_refused(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text(json.dumps({"format": 99}), encoding="utf-8")
    assert "is of format 99; this program reads format " in mistake(replay, tmp_path, "world=1")


@pytest.mark.parametrize("output", ["/proc/x", "/dev/null/x"])
def test_an_output_that_cannot_be_written_is_said_in_one_line(output: str) -> None:
    said = say(run, *SMALL, f"output={output}")
    assert said.status != 0
    assert said.err.startswith("error: ")
    assert output in said.err
    assert len(said.err.splitlines()) == 1


def test_one_mistake_among_several_runs_stops_them_all_before_any_work(tmp_path: Path) -> None:
    mistake(run, *SMALL, "--multirun", "army=baseline,nope")
    assert not list(tmp_path.iterdir())


def test_a_title_may_hold_brackets() -> None:
    assert "Minsk [/b]" in done(run, *SMALL, "output=r", 'title="Minsk [/b]"').out


def test_a_folder_to_draw_has_to_be_a_results_folder(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_command(plot.main, plot.HELP, [str(tmp_path)]) == 2
    assert (
        capsys.readouterr().err
        == f"error: {tmp_path} is not a results folder: it has no manifest.json\n"
    )
