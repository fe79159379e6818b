"""What is forced, written out week by week or lived in half-weeks: typed as it is said, from a file
or a sweep; and what nothing would look at is refused.
"""

from pathlib import Path

import pytest

from experiments import run, sweep
from experiments.plan.compose import jobs, load
from experiments.plan.files import folders
from tests.experiments.commands import SMALL, done, mistake, table, worlds

pytestmark = pytest.mark.long

REFUSES = "first ultimatum: lukashenko=refuse for 52 weeks"
BOTH = "never entry; week 3: putin=ultimatum for 2 weeks"


@pytest.mark.parametrize("text", ["never entry", REFUSES, BOTH, "week 3: putin=hold", ""])
@pytest.mark.parametrize("quotes", ["", '"', "'"])
def test_what_is_forced_is_typed_as_it_is_said_with_or_without_quotes(
    text: str, quotes: str
) -> None:
    assert load([f"force={quotes}{text}{quotes}"]).base.force == text


@pytest.mark.parametrize(
    "written",
    [
        f'["never entry", "{REFUSES}"]',
        f"['never entry', '{REFUSES}']",
        f"[never entry, {REFUSES}]",
        f"never entry, {REFUSES}",
    ],
)
def test_what_is_forced_can_be_swept(written: str) -> None:
    assert load([f"sweep.force={written}"]).sweep.values["force"] == ("never entry", REFUSES)


def test_nothing_forced_can_be_among_the_values(tmp_path: Path) -> None:
    done(sweep, *SMALL, 'sweep.force=["", "never entry"]', "reference=never entry", "output=r")
    assert set(table(tmp_path / "r")["force"].fillna("")) == {"", "never entry"}
    assert set(worlds(tmp_path / "r")["force"]) == {"", "never entry"}


def test_several_runs_may_differ_in_what_is_forced() -> None:
    assert [load(job).base.force for job in jobs(["force=never entry,week 3: putin=hold"])] == [
        "never entry",
        "week 3: putin=hold",
    ]


def test_a_file_says_what_is_forced_and_what_is_written_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "configs"
    folder.mkdir()
    for name in folders.FOLDER.iterdir():
        if name.name != "experiment":
            (folder / name.name).symlink_to(name)
    (folder / "experiment").mkdir()
    lines = ["weeks: 4", "steps_per_week: 2", f'force: "{BOTH}"', "pressure.path: weekly"]
    lines += ["pressure.weekly: [0, 0.2, 0.4, 1]", "theatre.front_weekly: [0.7]"]
    lines += ["theatre.contingent_weekly: [9, 5, 3, 2]"]
    (folder / "experiment" / "mine.yaml").write_text("\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(folders, "FOLDER", folder)
    base = load(["experiment=mine"]).base
    assert (base.force, base.steps_per_week) == (BOTH, 2)
    assert base.pressure.weekly == (0, 0.2, 0.4, 1)
    assert (base.theatre.front_weekly, base.theatre.contingent_weekly) == ((0.7,), (9, 5, 3, 2))


def test_series_and_half_weeks_are_typed_and_lived(tmp_path: Path) -> None:
    series = ("pressure.path=weekly", "pressure.weekly=[0,0,1,1,1,0]", "theatre.front_weekly=[0.7]")
    done(run, *SMALL, *series, "theatre.contingent_weekly=[3]", "steps_per_week=2", "output=r")
    weekly = table(tmp_path / "r", "weekly")
    means = {name: rows["mean"].to_numpy() for name, rows in weekly.groupby("quantity")}
    assert means["front"] == pytest.approx([0.7] * 6, abs=0.003)
    assert means["contingent"] == pytest.approx([3.0] * 6, abs=0.16)
    assert means["pressure"].argmax() in (4, 5)


def test_a_series_can_be_swept_where_the_path_asks_for_one() -> None:
    study = load(["pressure.path=weekly", "sweep.pressure.weekly=[[0.1],[0.4]]"])
    assert [each.scenario.pressure.weekly for each in study.treatments] == [(0.1,), (0.4,)]


def test_a_base_that_only_its_sweep_makes_possible_is_varied() -> None:
    later = ("pressure.path=ultimatum", "start=2024-02-01")
    study = load([*later, "sweep.pressure.date=[2024-03-01,2024-04-01]"])
    dates = [each.scenario.pressure.date for each in study.treatments]
    assert dates == ["2024-03-01", "2024-04-01"]
    assert "no ultimatum would come" in mistake(run, *later, "sweep.army.morale=[0.3,0.4]")


def test_what_is_forced_is_printed_with_the_answer() -> None:
    said = done(run, *SMALL, f"force={REFUSES}", "steps_per_week=2", "output=r").out
    assert f"forced: {REFUSES}" in said
    assert "in half-weeks" in said


MISTAKES = {
    "force=nver entry": "force, in 'nver entry': cannot be read; allowed: 'first ultimatum: ",
    "force=week 3: putin=holds": "no option of putin is named 'holds'; did you mean hold?",
    "force=week 3: puttin=hold": "no actor is named 'puttin'; did you mean putin?",
    "force=week 9: putin=hold": "week 9 for putin is outside the weeks 0 to 5",
    "force=[never entry]": "force, in '[never entry]': cannot be read",
    "force=null": "force, in 'null': cannot be read",
    "force=week 1: putin=hold, week 3: putin=press": "gives several values; to compare them write "
    "'sweep.force=[...]'",
    'force="never entry': "cannot read 'force=\"never entry'",
    "sweep.force=[never entry, nver]": "in 'nver': cannot be read",
    "sweep.force=[]": "sweep.force has no values",
    "steps_per_week=3": "Scenario.steps_per_week = 3 is outside [1, 2]",
    "steps_per_week=1.5": "Scenario.steps_per_week = 1.5 is not a whole number",
    "pressure.path=weekly": "pressure.path = weekly needs numbers in pressure.weekly",
    "pressure.weekly=[0.4]": "allowed with pressure.path = weekly only",
    "theatre.front_weekly=[0,0,0,0,0,0,0]": "theatre.front_weekly is a list of 7 numbers: allowed "
    "are up to 6, one for each of the first weeks",
    "theatre.front_weekly=0.4": "theatre.front_weekly = 0.4 is not a list of numbers",
    "theatre.contingent_weekly=[200]": "theatre.contingent_weekly[0] = 200 is outside [0, 100]",
    "pressure.final=0.8": "pressure.final=0.8 would be passed over: it is looked at only with "
    "pressure.path = rising or ultimatum",
    "pressure.duration=3": "looked at only with pressure.path = ultimatum",
    "sweep.pressure.final=[0.5,0.8]": "sweep.pressure.final would be passed over",
    "choice.curvature=0.9": "looked at only with choice.rule = prospect",
}


@pytest.mark.parametrize("argument", MISTAKES)
def test_a_mistake_in_it_is_said_in_one_line(argument: str, tmp_path: Path) -> None:
    assert MISTAKES[argument] in mistake(run, *SMALL, "output=r", argument)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["theatre.front_weekly=[0.7]", "theatre.front_mean=0.7"], "without theatre.front_weekly"),
        (["theatre.contingent_weekly=[3]", "sweep.theatre.contingent=[2,3]"], "contingent_weekly"),
        (["public.shock=0.3"], "with numbers in public.shocks"),
        (["lukashenko.west_weekly=[0.1]", "lukashenko.west=0.2"], "without lukashenko.west_weekly"),
        (["theatre.hosting_weekly=[0.1,0.2]", "theatre.hosting=0.2"], "without theatre.hosting_we"),
        (["choice=best_response", "putin.rationality=20"], "choice.rule = quantal or prospect"),
        (["pressure=rising", "pressure.date=2023-03-01"], "pressure.path = ultimatum"),
    ],
)
def test_what_nothing_looks_at_is_refused(arguments: list[str], says: str) -> None:
    line = mistake(run, *SMALL, *arguments)
    assert "would be passed over: it is looked at only" in line
    assert says in line


@pytest.mark.parametrize(
    "arguments",
    [
        ["pressure=rising", "pressure.final=0.8"],
        ["sweep.pressure=[rising,low]", "pressure.final=0.8"],
        ["sweep.pressure.path=[rising,constant]", "pressure.final=0.8"],
        ["scenario=october_2022", "theatre.front_weekly=[0.7]"],
        ["theatre.front_weekly=[0.7,0.6]", "theatre.front_mean=0.7"],
        ["theatre.hosting_weekly=[0.7,0.6]", "lukashenko.hosting_gained=0.03"],
        ["lukashenko.west_weekly=[0.1,0.2]", "lukashenko.west=0.2"],
        ["public.shocks=[1]", "public.shock=0.2"],
        ["choice=prospect", "choice.curvature=0.9"],
        ["sweep.choice=[quantal,best_response]", "putin.rationality=20"],
    ],
)
def test_what_some_treatment_looks_at_is_not(arguments: list[str]) -> None:
    assert load(arguments).treatments
