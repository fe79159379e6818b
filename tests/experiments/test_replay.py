"""One world, replayed from its results folder, is the world that was counted."""

import os
import re
from pathlib import Path

import pandas as pd
import pytest

from experiments import replay, run
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


def test_a_replayed_world_climbs_as_far_as_its_row_says(levels: Path, picked: pd.DataFrame) -> None:
    row = picked[picked["outcome"] == "limited_entry"].iloc[0]
    text = done(
        replay, levels, f"world={row['world']}", f"pressure.level={row['pressure.level']}"
    ).out
    said = re.findall(r"^  Lukashenko  ([a-zA-Z ]+?)  ", text, flags=re.MULTILINE)
    rungs = {name: rung for rung, name in RUNGS.items()}
    chosen = [rungs[name] for name in said]
    assert len(chosen) == int(row["week"]) + 1
    for rung in set(chosen):
        assert chosen.count(rung) == row[f"weeks_{rung}"]
    asked = re.findall(r"^  Putin       (\w+) ", text, flags=re.MULTILINE)
    assert asked.index("ultimatum") == row["ultimatum_week"]


def test_the_first_world_that_ended_so_is_found(levels: Path) -> None:
    rows = worlds(levels)
    ended = rows[(rows["pressure.level"] == 1.0) & (rows["outcome"] == "full_entry")]["world"]
    text = done(replay, levels, "outcome=full_entry", "pressure.level=1", "weeks=0").out
    assert text.startswith(
        f"World {ended.iloc[0]} of pressure_levels: pressure.level = 1.0; seed 1"
    )


def test_only_the_weeks_asked_for_are_told(levels: Path) -> None:
    text = done(replay, levels, "world=1", "weeks=10-12").out
    assert re.findall(r"^Week (\d+), ", text, flags=re.MULTILINE) == ["10", "11", "12"]
    assert "Week 10, 15 February 2023" in text


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
    text = done(replay, levels, "world=4", "pressure.level=1", "weeks=0-3").out
    choices = [
        line for line in text.splitlines() if re.match(r"  (Putin|Lukashenko|Opposition) ", line)
    ]
    assert len(choices) >= 3
    for line in choices:
        assert re.search(
            r" \d+%  rather than [a-z ]+: ([a-z ]+ [+-]\d\.\d\d(, )?)+|all but equal", line
        ), line


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
