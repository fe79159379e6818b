"""What became of him: fate.csv, expedition.csv and the rows of worlds agree; where too few worlds
tell, nothing is told.
"""

import json
from math import sqrt
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import replay, run, sweep
from sim.estimates.entries import FEW
from sim.estimates.fates import KNOWN
from sim.estimates.intervals import effective, rate, weighted_share
from tests.experiments.commands import SMALL, done, mistake, table, worlds
from tests.experiments.conftest import LEVELS

FATES = [fate.name.lower() for fate in KNOWN]
CHANCES = ["probability", "low", "high"]
NUMBERS = ["entry_weight", "entry", "entry_week", "returned", "home_week", "toll"]
FORESEEN = ("population=small", "replications=150", "workers=1", "sweep.pressure.level=[0.0,1]")


@pytest.fixture(scope="module")
def foreseen(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("foreseen") / "r"
    said = done(sweep, *FORESEEN, f"output={folder}")
    (folder / "said.txt").write_text(said.out, encoding="utf-8")
    return folder


def _group(folder: Path, level: float, group: str, after: str = "horizon") -> pd.DataFrame:
    rows = table(folder, "fate")
    here = (rows["pressure.level"] == level) & (rows["group"] == group) & (rows["after"] == after)
    return rows[here].set_index("fate")


def _rows(folder: Path, level: float) -> pd.DataFrame:
    rows = worlds(folder)
    return rows[rows["pressure.level"] == level]


def _short(estimate: object) -> list[float]:
    return [float(f"{getattr(estimate, name):.8g}") for name in CHANCES]


def _later(rows: pd.DataFrame, weeks: int) -> pd.Series:
    """What had become of him so many weeks after entry."""
    fell = rows["fell_week"] <= rows["entry_week"] + weeks
    return rows["fate"].astype(str).where(fell, "in_power")


def test_counted_fates_are_those_of_the_rows_of_worlds(levels: Path) -> None:
    for level in LEVELS:
        rows = _rows(levels, level)
        entered = rows[rows["entry_weight"].notna()]
        followed = entered[entered["entry_week"] + 26 < 52]
        for group, after, fates in (
            ("all", "horizon", rows["fate"]),
            ("entered", "horizon", entered["fate"]),
            ("entered", "26 weeks", _later(followed, 26)),
            ("not entered", "horizon", rows.loc[rows["entry_weight"].isna(), "fate"]),
        ):
            told = _group(levels, level, group, after)
            assert list(told.index) == FATES
            assert (told["worlds"] == len(fates)).all()
            assert (told["how"] == ("counted" if len(fates) >= FEW else "too few")).all()
            for fate in FATES if len(fates) >= FEW else ():
                expected = rate(int((fates == fate).sum()), len(fates))
                assert list(told.loc[fate, CHANCES]) == _short(expected), (level, group, fate)


@pytest.mark.parametrize("study", ["levels", "foreseen"])
def test_the_fates_of_every_group_are_all_there_are(
    study: str, request: pytest.FixtureRequest
) -> None:
    rows = table(request.getfixturevalue(study), "fate")
    for (_, group, _, how), part in rows.groupby(["pressure.level", "group", "after", "how"]):
        if how == "too few":
            assert part[CHANCES].isna().all(axis=None)
        else:  # branches of unlikely entry weigh right only on average
            close = 0.05 if (group, how) == ("all", "branched") else 1e-6
            assert part["probability"].sum() == pytest.approx(1, abs=close)


def test_without_enough_worlds_nothing_is_said_but_that(levels: Path) -> None:
    assert (_group(levels, 0.0, "entered")["how"] == "too few").all()
    assert (_group(levels, 0.0, "entered")["worlds"] == 0).all()
    assert (_group(levels, 0.0, "all")["how"] == "counted").all()


def test_foreseen_fates_are_those_of_rows_and_branches(foreseen: Path) -> None:
    rows = _rows(foreseen, 1.0)
    weight = rows["entry_weight"].fillna(0)
    total, squares = weight.sum(), (weight**2).sum()
    left = 1 - rows["chance_limited_entry"] - rows["chance_full_entry"]
    all_, entered, stayed = (
        _group(foreseen, 1.0, group) for group in ("all", "entered", "not entered")
    )
    for fate in FATES:
        chance, mine = rows[f"chance_fate_{fate}"], weight * (rows["fate"] == fate)
        assert all_.loc[fate, "probability"] == pytest.approx((chance + mine).mean(), abs=1e-8)
        ratio = chance.sum() / left.sum()
        assert stayed.loc[fate, "probability"] == pytest.approx(ratio, abs=1e-8)
        expected = weighted_share(mine.sum(), total, squares)
        assert list(entered.loc[fate, CHANCES]) == pytest.approx(_short(expected), abs=1e-6)
    for group, how in ((all_, "branched"), (entered, "branched"), (stayed, "foreseen")):
        assert (group["how"] == how).all()
    assert entered["worlds"].iloc[0] == pytest.approx(effective(total, squares), rel=1e-6)


def test_the_interval_of_no_entry_is_as_wide_as_the_ratio_spreads(foreseen: Path) -> None:
    rows = _rows(foreseen, 1.0)
    left = 1 - rows["chance_limited_entry"] - rows["chance_full_entry"]
    chance = rows["chance_fate_coup"]
    share = chance.sum() / left.sum()
    error = (chance - share * left).std() / sqrt(len(rows)) / left.mean()
    told = _group(foreseen, 1.0, "not entered").loc["coup"]
    assert (told["high"] - told["low"]) / 2 == pytest.approx(1.976 * error, rel=0.05)


def test_expeditions_are_those_of_the_rows_of_worlds(levels: Path) -> None:
    told = table(levels, "expedition")
    told = told[(told["pressure.level"] == 1.0) & (told["after"] == "horizon")]
    told = told.set_index("expedition")
    rows = _rows(levels, 1.0)
    rows = rows[rows["entry_weight"].notna()]
    weeks = rows["home_week"] - rows["entry_week"]
    for name in ("recalled", "broke", "mutinied"):
        count = int((rows["returned"] == name).sum())
        assert told.loc[name, "probability"] == pytest.approx(count / len(rows), abs=1e-7)
    still = rows["home_week"].isna()
    stands = int((still & rows["fell_week"].isna()).sum())
    assert told.loc["stands", "probability"] == pytest.approx(stands / len(rows), abs=1e-7)
    assert told.loc["came_home", "probability"] == pytest.approx(1 - still.mean(), abs=1e-7)
    assert told.drop("came_home")["probability"].sum() == pytest.approx(1, abs=1e-6)
    quartiles = np.quantile(weeks.dropna(), [0.25, 0.5, 0.75], method="inverted_cdf")
    assert list(told.loc["came_home", ["weeks_q25", "weeks_q50", "weeks_q75"]]) == list(quartiles)
    toll = np.quantile(rows.loc[~still, "toll"], 0.5, method="inverted_cdf")
    assert told.loc["came_home", "toll_q50"] == pytest.approx(toll, abs=0.0005001)


@pytest.mark.parametrize("study", ["levels", "foreseen"])
def test_only_worlds_that_entered_have_an_expedition(
    study: str, request: pytest.FixtureRequest
) -> None:
    rows = worlds(request.getfixturevalue(study))
    entered = rows["entry_weight"].notna()
    assert entered.any()
    for name in ("entry", "entry_week", "returned", "toll"):
        assert (rows[name].notna() == entered).all(), name
    assert (rows["home_week"].isna() | entered).all()
    assert (rows.loc[entered, "entry_weight"].between(0.25, 1)).all()
    if study == "levels":
        assert rows["fate"].notna().all()
        assert (rows["fell_week"].isna() == (rows["fate"] == "in_power")).all()
        assert (rows["entry_week"].dropna() == rows.loc[entered, "week"]).all()
    else:
        assert (rows["fate"].notna() == entered).all()
        chances = [f"chance_fate_{fate}" for fate in FATES]
        entry = rows["chance_limited_entry"] + rows["chance_full_entry"]
        assert np.abs(rows[chances].sum(axis=1) + entry - 1).max() < 1e-11


def test_the_first_answer_comes_with_an_ultimatum_or_after_it(levels: Path) -> None:
    rows = worlds(levels)
    answered = rows["answered_week"].notna()
    assert answered.any()
    assert (rows.loc[answered, "ultimatum_week"] <= rows.loc[answered, "answered_week"]).all()


def test_the_console_says_what_became_of_him_and_that_groups_are_not_alike(foreseen: Path) -> None:
    said = (foreseen / "said.txt").read_text(encoding="utf-8")
    _, after = said.split("What became of him: in power at the horizon")
    lines = after.split("How often does Belarus")[0].split("\n")
    assert lines[2].split("  ")[-1].strip() == "not entered: foreseen"
    assert "entered: branched" in lines[2]
    assert "too few" in next(line for line in lines if line.startswith(" none"))
    assert "too few" not in next(line for line in lines if line.startswith(" maximum"))
    assert "mostly those whose army obeyed" in after
    assert "experiments.dilemma" in after
    assert len(lines) < 14


def test_with_too_few_worlds_or_without_following_the_console_is_silent_of_fates(
    tmp_path: Path,
) -> None:
    assert "What became" not in done(run, *SMALL, "output=few").out
    how = ("follow_entry=false", "output=r")
    assert "What became" not in done(run, *SMALL[:1], "replications=40", *SMALL[2:], *how).out
    assert not list((tmp_path / "r").glob("fate.csv"))
    assert not {*NUMBERS, "fate"} & set(worlds(tmp_path / "r"))
    told = mistake(run, *SMALL[:1], "replications=40", *SMALL[2:], "output=r")
    assert "follow_entry (False there, True now)" in told


def test_many_treatments_are_not_followed_and_say_so(tmp_path: Path) -> None:
    many = (*SMALL, "sweep.army.morale=linspace(0.3,0.5,201)")
    told = mistake(sweep, *many, "follow_entry=true")
    assert told == "follow_entry = true is for at most 200 treatments; there are 201"
    assert "not followed beyond entry; more than 200" in done(sweep, *many, "dry_run=true").out
    said = done(sweep, *SMALL, "dry_run=true").out
    assert "worlds go on after entry" in said


def test_a_folder_of_the_format_before_is_refused_in_one_line(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    path = tmp_path / "r" / "manifest.json"
    manifest = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**manifest, "format": 4}), encoding="utf-8")
    for command, arguments in ((run, (*SMALL, "output=r")), (replay, ("r", "world=1"))):
        assert "is of format 4; this program reads format 5" in mistake(command, *arguments)
