"""One world, replayed from its results folder, is the world that was counted."""

import os
import re
from collections.abc import Mapping
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from experiments import replay, run
from experiments.words.names import GOES_ON, OPTIONS, RUNGS, TACTICS
from tests.experiments.commands import SMALL, done, mistake, worlds

GOLDEN = Path(__file__).parent / "golden"
STORY = (
    "population=small",
    "workers=1",
    "replications=3",
    "weeks=20",
    "pressure=severe",
    "output=r",
)
ENDINGS = {
    "no_entry": "Belarus has not entered the war",
    "limited_entry": "with special forces and contract troops",
    "full_entry": "with its whole army",
    "mutiny": "mutiny",
    "uprising": "uprising",
    "replaced": "Lukashenko is replaced",
}
BLOCKS = {
    "not_demanded": "Moscow never demanded it",
    "declined": "Lukashenko declined",
    "army_refused": "the army refused",
    "regime_fell": "the regime fell first",
}


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1]


@pytest.fixture(scope="module")
def picked(levels: Path) -> pd.DataFrame:
    """Worlds that ended in every way that occurs, one each at the two ends of pressure."""
    rows = worlds(levels)
    return (
        rows[rows["pressure.level"].isin([0.4, 1.0])]
        .groupby(["pressure.level", "outcome"], observed=True)
        .head(1)
    )


def test_a_replayed_world_ends_as_its_row_says(levels: Path, picked: pd.DataFrame) -> None:
    assert picked["outcome"].nunique() >= 3
    for row in picked.to_dict("records"):
        asked = (f"world={row['world']}", f"pressure.level={row['pressure.level']}", "weeks=51")
        ending = _last_line(done(replay, levels, *asked).out)
        assert ENDINGS[row["outcome"]] in ending
        assert ending.startswith(
            "After 52 weeks" if pd.isna(row["week"]) else f"Week {int(row['week'])}:"
        )
        if row["outcome"] == "no_entry":
            assert BLOCKS[row["blocked"]] in ending


def _told(text: str, actor: str, names: Mapping[str, str]) -> list[str]:
    """What a leader chose or stood by in every week of a story, weeks told together one by one."""
    options = {name: option for option, name in names.items()}
    going_on = {GOES_ON[option]: option for option in names}
    told: list[str] = []
    for line in text.splitlines():
        if quiet := re.match(r"Weeks? (\d+)(?:-(\d+))?, [^:]*: (.*); nobody reconsiders", line):
            first, last, clauses = quiet.groups()
            clause = dict(each.removeprefix("the ").split(" ", 1) for each in clauses.split(", "))
            told += [going_on[clause[actor]]] * (int(last or first) - int(first) + 1)
        elif chosen := re.match(rf"  {actor.capitalize():<11} (?:stands by )?([a-zA-Z ]+)", line):
            told.append(options[re.split(r"  |$", chosen[1])[0].strip()])
    return told


def test_a_replayed_world_climbs_as_far_as_its_row_says(levels: Path, picked: pd.DataFrame) -> None:
    for row in picked[picked["outcome"] == "limited_entry"].to_dict("records"):
        asked = (f"world={row['world']}", f"pressure.level={row['pressure.level']}")
        text = done(replay, levels, *asked).out
        rungs = _told(text, "Lukashenko", RUNGS)
        assert len(rungs) == int(row["week"]) + 1
        assert rungs[-1] == row["highest_rung"] == "limited_entry"
        ends_below = len(re.findall("the order fails", text))
        for rung in RUNGS:
            moved = {"posture": -ends_below, "limited_entry": ends_below}.get(rung, 0)
            assert rungs.count(rung) == row[f"weeks_{rung}"] + moved
        assert _told(text, "Putin", OPTIONS).index("ultimatum") == row["ultimatum_week"]
        assert len(_told(text, "opposition", TACTICS)) == len(rungs)


def test_weeks_in_which_nobody_reconsiders_are_told_in_one_line(levels: Path) -> None:
    told = done(replay, levels, "world=1", "pressure.level=0.4").out
    numbers = [
        week
        for first, last in re.findall(r"^Weeks? (\d+)(?:-(\d+))?, ", told, flags=re.MULTILINE)
        for week in range(int(first), int(last or first) + 1)
    ]
    assert numbers == list(range(52))
    blocks = told.split("\n\n")
    quiet = [block for block in blocks if "nobody reconsiders" in block]
    assert quiet
    assert all(len(block.splitlines()) == 1 for block in quiet)
    for one, other in pairwise(blocks):  # two such lines would be one
        assert not ("nobody reconsiders" in one and "nobody reconsiders" in other)
    for block in set(blocks[1:-1]) - set(quiet):
        assert "rather than" in block


def test_half_weeks_are_told_as_such(tmp_path: Path) -> None:
    done(run, *SMALL, "steps_per_week=2", "pressure=severe", "output=r")
    told = done(replay, "r", "world=1").out
    halves = re.findall(r"^Week (\d), ([^:]*), (first|second) half: ", told, flags=re.MULTILINE)
    assert {half for *_, half in halves} == {"first", "second"}
    for week, day, half in halves:
        passed = timedelta(days=7 * int(week) + (3 if half == "second" else 0))
        assert f"{date(2022, 12, 7) + passed:%d %B %Y}".lstrip("0") == day
    assert _last_line(told).startswith("After 6 weeks: ")


def test_what_is_forced_is_told_with_what_he_would_have_done_freely(tmp_path: Path) -> None:
    forced = "force=week 2: putin=ultimatum for 3 weeks; first ultimatum: lukashenko=refuse"
    done(run, *SMALL, forced, "pressure=none", "output=r")
    told = done(replay, "r", "world=1").out
    assert re.search(r"^  Putin       ultimatum +forced, freely <1%$", told, flags=re.MULTILINE)
    assert re.search(r"^  Lukashenko  refuse +forced, freely <?\d+%$", told, flags=re.MULTILINE)


def test_the_first_world_that_ended_so_is_found(levels: Path) -> None:
    rows = worlds(levels)
    ended = rows[(rows["pressure.level"] == 1.0) & (rows["outcome"] == "mutiny")]["world"]
    text = done(replay, levels, "outcome=mutiny", "pressure.level=1", "weeks=0").out
    assert text.startswith(
        f"World {ended.iloc[0]} of pressure_levels: pressure.level = 1.0; seed 1"
    )


def test_only_the_weeks_asked_for_are_told(levels: Path) -> None:
    whole, text = (done(replay, levels, "world=1", *weeks).out for weeks in ([], ["weeks=10-12"]))
    assert _told(text, "Lukashenko", RUNGS) == _told(whole, "Lukashenko", RUNGS)[10:13]
    assert re.search(r"^Weeks? 10(-1[12])?, (from )?15 February 2023", text, flags=re.MULTILINE)
    assert _last_line(text) == _last_line(whole)


def test_the_first_treatment_and_world_0_are_told_where_nothing_is_asked_for(levels: Path) -> None:
    assert done(replay, levels, "weeks=0").out.startswith(
        "World 0 of pressure_levels: pressure.level = 0.0; seed 1"
    )


def test_a_world_reads_as_a_history_with_reasons(tmp_path: Path) -> None:
    done(run, *STORY)
    told = done(replay, "r", "world=2").out
    golden = GOLDEN / "severe_pressure_world_2.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(told, encoding="utf-8")
    assert told == golden.read_text(encoding="utf-8"), (
        "UPDATE_GOLDEN=1 rewrites the history; say why in the changelog"
    )


def test_every_choice_is_told_with_its_probability_and_reasons(levels: Path) -> None:
    choices = [
        line
        for world in range(3)
        for line in done(replay, levels, f"world={world}", "pressure.level=1").out.splitlines()
        if re.match(r"  (Putin|Lukashenko|Opposition) ", line) and " stands by " not in line
    ]
    assert len(choices) >= 10
    for line in choices:
        assert re.search(
            r" [<>]?\d+%  rather than [a-zA-Z ]+: "
            r"(([a-zA-Z ]+ [+-]\d\.\d\d(, )?)+|all but equal)$",
            line,
        ), line


def test_lukashenko_s_choice_is_told_with_the_survival_he_reckons_with(levels: Path) -> None:
    lines = [
        line
        for world in range(6)
        for line in done(replay, levels, f"world={world}", "pressure.level=1").out.splitlines()
    ]
    after = [
        lines[place + 1]
        for place, line in enumerate(lines)
        if line.startswith("  Lukashenko ") and " stands by " not in line
    ]
    assert after
    share = r"[<>]?\d+%"
    rungs = "|".join(RUNGS.values())
    for line in after:
        assert re.fullmatch(
            rf" {{14}}reckons to be in power 52 weeks on with {share}"
            rf"(; {share} with ({rungs}))?",
            line,
        )
    told = "\n".join(after)
    assert re.search(f"; {share} with (limited|full) entry", told)  # on the table, and not chosen
    assert re.search(f"; {share} with own units to the border", told)  # of one who enters


@pytest.mark.parametrize(
    ("asked", "says"),
    [
        (["world=-1"], "world = -1 is not a whole number from 0 to "),
        (["world=1.5"], "world = 1.5 is not a whole number from 0 to "),
        (["world=99999999999999999999"], "is not a whole number from 0 to "),
        (["world"], "'world' is not of the form name=value, such as world=17"),
        (["weeks=a"], "weeks = a is not a week or a range of weeks such as 10-20"),
        (["weeks="], "is not a week or a range of weeks such as 10-20"),
        (
            ["outcome=peace"],
            "outcome = peace is not one of no_entry, limited_entry, full_entry, mutiny, "
            "uprising, replaced",
        ),
        (["outcome=full_entry"], "no finished world of this treatment ended in full_entry"),
        (
            ["pressure.level=0.33"],
            "no treatment has pressure.level=0.33; there are pressure.level=0.0; "
            "pressure.level=0.2",
        ),
        (
            ["army.morale=0.3"],
            "army.morale was not swept in this folder; it swept pressure.level. Also "
            "allowed: world, outcome, weeks",
        ),
    ],
)
def test_a_world_that_cannot_be_replayed_is_said_in_one_line(
    levels: Path, asked: list[str], says: str
) -> None:
    assert says in mistake(replay, levels, *asked)


def test_a_folder_without_a_manifest_cannot_be_replayed(tmp_path: Path) -> None:
    assert (
        mistake(replay, tmp_path, "world=1")
        == f"{tmp_path} is not a results folder: it has no manifest.json"
    )


@pytest.mark.parametrize(
    "asked",
    [
        ["world=²"],
        ["weeks=20-10"],
        ["world=3", "outcome=no_entry"],
        ["world=1", "world=2"],
    ],
)
def test_what_contradicts_itself_is_refused(levels: Path, asked: list[str]) -> None:
    mistake(replay, levels, *asked)


def test_a_world_never_counted_can_be_told_too(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    assert done(replay, "r", "world=5000", "weeks=0").out.startswith(
        "World 5000 of run: one scenario; seed 1"
    )
