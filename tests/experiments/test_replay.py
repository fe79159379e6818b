"""One world, replayed from its results folder, is the world that was counted."""

import os
import re
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pandas as pd
import pytest

from experiments import replay, run
from experiments.why.tales.asked import asked
from experiments.why.tales.chronicle import Chronicle, lived
from experiments.why.tales.source import source_of
from experiments.words.names import RUNGS
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
    "replaced": "Lukashenko",
}
BLOCKS = {
    "not_demanded": "Moscow never demanded it",
    "declined": "Lukashenko declined",
    "army_refused": "the army refused",
    "regime_fell": "the regime fell first",
}


def _last_words(text: str) -> str:
    """The last sentences, on one line."""
    lines = text.strip().splitlines()
    place = max(number for number, line in enumerate(lines) if re.match("Week|After", line))
    return " ".join(" ".join(lines[place:]).split())


def _how_it_ended(text: str) -> str:
    """The line of the outcome, without what came after it."""
    lines = re.sub(r"\n +", " ", text).splitlines()
    entered = [line for line in lines if "Belarus enters the war with" in line]
    return entered[0] if entered else _last_words(text)


def _lived(folder: Path, level: float, world: int) -> Chronicle:
    source = source_of(asked([str(folder), f"pressure.level={level}"]))
    return lived(source.scenario, source.seed, source.first + world)


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
        ending = _how_it_ended(done(replay, levels, *asked).out)
        assert ENDINGS[row["outcome"]] in ending
        assert ending.startswith(
            "After 52 weeks" if pd.isna(row["week"]) else f"Week {int(row['week'])}:"
        )
        if row["outcome"] == "no_entry":
            assert BLOCKS[row["blocked"]] in ending


def test_a_replayed_world_climbs_as_far_as_its_row_says(levels: Path, picked: pd.DataFrame) -> None:
    for row in picked[picked["outcome"] == "limited_entry"].to_dict("records"):
        chronicle = _lived(levels, row["pressure.level"], row["world"])
        assert chronicle.entered is not None
        moments = chronicle.moments[: int(row["week"]) + 1]
        assert chronicle.entered is moments[-1]
        rungs = [moment.stands["lukashenko"] for moment in moments]
        assert rungs[-1] == row["highest_rung"] == chronicle.outcome == "limited_entry"
        failed = sum(moment in moments for moment in chronicle.failures)
        for rung in RUNGS:  # a week ends on the rung to which an order that failed led back
            moved = {"posture": -failed, "limited_entry": failed}.get(rung, 0)
            assert rungs.count(rung) == row[f"weeks_{rung}"] + moved
        assert chronicle.ultimatums[0].week == row["ultimatum_week"]


def test_every_week_is_told_once_and_spans_are_one_line(levels: Path) -> None:
    told = done(replay, levels, "world=1", "pressure.level=0.4").out
    heads = re.findall(r"^Weeks? (\d+)(?:-(\d+))?[:,]", told, flags=re.MULTILINE)
    weeks = [week for first, last in heads for week in range(int(first), int(last or first) + 1)]
    assert weeks == list(range(52))
    lines = told.splitlines()
    spans = [number for number, line in enumerate(lines) if re.match(r"Weeks? \d+(-\d+)?: ", line)]
    assert spans
    assert any(line.startswith("Weeks ") for line in lines)
    for number in spans:
        assert re.match(r"Weeks? [\d-]+: Minsk [a-z]+.*, Moscow [a-z]+", lines[number])
        assert not lines[number + 1].startswith(" ")
    for one, other in pairwise(spans):  # two such lines would be one
        assert other > one + 1


def test_half_weeks_are_told_as_such(tmp_path: Path) -> None:
    done(run, *SMALL, "steps_per_week=2", "pressure=severe", "output=r")
    told = done(replay, "r", "world=1").out
    halves = re.findall(
        r"^Week (\d), ([^:]*\d{4}), (first|second) half: ", told, flags=re.MULTILINE
    )
    assert {half for *_, half in halves} == {"first", "second"}
    for week, day, half in halves:
        passed = timedelta(days=7 * int(week) + (3 if half == "second" else 0))
        assert f"{date(2022, 12, 7) + passed:%d %B %Y}".lstrip("0") == day
    assert _last_words(told).startswith("After 6 weeks: ")


def test_what_is_forced_is_told_with_what_he_would_have_done_freely(tmp_path: Path) -> None:
    forced = "force=week 2: putin=ultimatum for 3 weeks; first ultimatum: lukashenko=refuse"
    done(run, *SMALL, forced, "pressure=none", "output=r")
    told = done(replay, "r", "world=1").out
    assert re.search(r"Putin gives an ultimatum \(forced, freely <1 %\)$", told, re.MULTILINE)
    assert re.search(r"Lukashenko refuses \(forced, freely <?\d+ %\)$", told, re.MULTILINE)


def test_the_first_world_that_ended_so_is_found(levels: Path) -> None:
    rows = worlds(levels)
    ended = rows[(rows["pressure.level"] == 1.0) & (rows["outcome"] == "mutiny")]["world"]
    text = done(replay, levels, "outcome=mutiny", "pressure.level=1", "weeks=0").out
    assert text.startswith(
        f"World {ended.iloc[0]} of pressure_levels: pressure.level = 1.0; seed 1"
    )


def test_only_the_weeks_asked_for_are_told(levels: Path) -> None:
    whole, text = (done(replay, levels, "world=1", *weeks).out for weeks in ([], ["weeks=10-12"]))
    assert "From 15 February 2023: " in text
    told = re.findall(r"^Weeks? (\d+)(?:-(\d+))?[:,]", text, flags=re.MULTILINE)
    assert {int(week) for pair in told for week in pair if week} <= {10, 11, 12}
    assert _last_words(text) == _last_words(whole)


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


def test_in_full_every_choice_is_told_with_its_chance_and_the_runner_up(levels: Path) -> None:
    deed = r"(?:Putin|Lukashenko|The opposition) [a-z ]+ \((?:an unlikely choice: )?[<>]?\d+ %"
    rival = r"(?:runner-up|likelier) [a-z A-Z]+ \([<>]?\d+ %\): (?:for|against|all but equal)"
    for world in range(3):
        asked = (f"world={world}", "pressure.level=1", "detail=full", "format=markdown")
        lines = done(replay, levels, *asked).out.splitlines()
        chosen = [number for number, line in enumerate(lines) if re.search(deed, line)]
        assert len(chosen) >= 5
        assert all(re.search(rival, lines[number + 1]) for number in chosen)


def test_under_an_ultimatum_lukashenko_weighs_survival_on_both_sides_of_the_line(
    levels: Path,
) -> None:
    told = "\n".join(
        done(replay, levels, f"world={world}", "pressure.level=1", "format=markdown").out
        for world in range(6)
    )
    share, below = r"[<>]?\d+ %", "|".join(list(RUNGS.values())[:5])
    odds = rf"\(the army goes: ({share}|even odds)\)"
    expected = re.findall(r"power in 52 weeks, he reckons: (.*)", told)
    assert expected
    for each in expected:
        either = rf"({below}) {share}(, (limited|full) entry {share} {odds})?"
        there = rf"keeping it there {share}(, coming home {share})?|coming home {share}, .*"
        assert re.fullmatch(
            rf"{either}|(limited|full) entry {share} {odds}, ({below}) {share}|{there}", each
        )
    assert any(each.startswith("limited entry") for each in expected)


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
            "allowed: world, outcome, pick, draw, worlds, weeks, output, detail, format, figure",
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


def test_a_pressure_is_asked_for_by_its_name(levels: Path) -> None:
    named = done(replay, levels, "pressure.level=severe", "world=3").out
    assert named == done(replay, levels, "pressure.level=0.8", "world=3").out


def test_a_world_that_the_folder_has_not_is_said_to_be_lived_now(levels: Path) -> None:
    said = " ".join(done(replay, levels, "world=5000").out.split())
    assert "It is none of the folder's 300 worlds of this treatment: it is lived now" in said
    assert "none of the folder" not in done(replay, levels, "world=299").out


def test_a_story_is_kept_in_a_file_that_is_named(levels: Path, tmp_path: Path) -> None:
    told = done(replay, levels, "world=3", "format=markdown").out
    assert done(replay, levels, "world=3", "format=markdown", "output=s.md").out == "Story: s.md\n"
    assert (tmp_path / "s.md").read_text(encoding="utf-8") == told
    assert "is not a file in a folder that exists" in mistake(replay, levels, f"output={tmp_path}")


def test_a_story_fits_a_narrow_window(levels: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    lines = done(replay, levels, "pressure.level=1", "pick=entry").out.splitlines()
    assert max(map(len, lines)) <= 80
