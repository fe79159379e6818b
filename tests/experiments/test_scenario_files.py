"""Scenario files say where their numbers come from, and the register says the same."""

import csv
import re
from operator import attrgetter
from pathlib import Path

import pytest

from experiments.plan.files.folders import FOLDER
from tests.experiments.commands import ROOT, scenario

EVIDENCE = ROOT / "sim" / "evidence"
FILES = sorted(FOLDER.glob("*/*.yaml"))
KEY = re.compile(r"\b(?:S\d{2}|(?:OP|MIL|RU|WG|WPN|DEP|PR|OPP|UA|FC)-\d[\d-]*)\b")
DAY = re.compile(r"timeline (\d{4}-\d{2}-\d{2})")
CONTINGENTS = {
    "february_2022": "RU-2022-02-03",
    "august_2024": "RU-2024-02-29",
    "june_2026": "RU-2025-09-15",
}
STARTS = {
    "february_2022": "2022-02-24",
    "october_2022": "2022-10-10",
    "december_2022": "2022-12-07",
    "august_2024": "2024-08-06",
    "year_2022": "2022-02-24",
    "august_2020": "2020-08-09",
}


def _rows(name: str, key: str) -> dict[str, dict[str, str]]:
    with (EVIDENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row[key]: row for row in csv.DictReader(file)}


REGISTER, CLAIMS, DAYS = _rows("register", "id"), _rows("claims", "id"), _rows("timeline", "date")


def _comments(file: Path) -> str:
    return "\n".join(
        line.partition("#")[2] for line in file.read_text(encoding="utf-8").splitlines()
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_every_source_a_file_cites_is_on_record(file: Path) -> None:
    said = _comments(file)
    keys = set(KEY.findall(said))
    assert keys <= REGISTER.keys() | CLAIMS.keys()
    assert set(DAY.findall(said)) <= DAYS.keys()


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}-{file.stem}")
def test_no_number_rests_on_a_forecast_that_the_model_is_scored_against(file: Path) -> None:
    assert not {
        key
        for key in KEY.findall(_comments(file))
        if key.startswith("FC-") or key in ("S29", "S52")
    }


@pytest.mark.parametrize("name", CONTINGENTS)
def test_russian_troops_are_as_many_as_were_counted(name: str) -> None:
    row = REGISTER[CONTINGENTS[name]]
    assert f"contingent: {float(row['value']) / 1000} # {row['id']}" in (
        FOLDER / "scenario" / f"{name}.yaml"
    ).read_text(encoding="utf-8")
    assert scenario(f"scenario={name}").theatre.contingent * 1000 == float(row["value"])


@pytest.mark.parametrize("name", STARTS)
def test_a_scenario_starts_on_a_day_of_the_timeline(name: str) -> None:
    assert scenario(f"scenario={name}").start == STARTS[name]
    assert STARTS[name] in DAYS


def test_dependence_in_2026_lies_between_the_trade_shares_on_record() -> None:
    low, high = sorted(float(REGISTER[key]["value"]) / 100 for key in ("DEP-09", "DEP-07"))
    assert low <= scenario("scenario=june_2026").lukashenko.dependence <= high


def test_the_real_army_is_as_large_as_on_record() -> None:
    assert scenario("population=real").army.soldiers == float(REGISTER["MIL-01"]["value"])


def test_the_border_was_ever_better_defended() -> None:
    order = ("february_2022", "october_2022", "december_2022", "august_2024", "june_2026")
    defences = [
        attrgetter("theatre.border_defence")(scenario(f"scenario={name}")) for name in order
    ]
    assert defences == sorted(defences)
    assert len(set(defences)) == len(defences)


def test_only_after_the_talks_with_washington_does_an_opening_to_the_west_count() -> None:
    west = {name: scenario(f"scenario={name}").lukashenko.west for name in (*STARTS, "june_2026")}
    assert [name for name, weight in west.items() if weight] == ["june_2026"]
