"""Studies of many treatments: lived and stored in stripes, with the numbers of treatments lived
each by itself, and the bytes of a quiet study whatever happens to them.
"""

import csv
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import astuple
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from experiments import merge, replay, sweep
from experiments.engine import worker
from experiments.findings.rates import Rates
from experiments.plan.compose import load
from experiments.store.results import Results
from experiments.store.units import stripes, units
from experiments.store.units.units import Units
from sim.simulation import live
from tests.experiments.commands import done, table, worlds
from tests.experiments.disturbed import WHOLE, begun, ended, kill, lived, until_whole, wait_for

pytestmark = pytest.mark.long

MANY = (
    "sweep.pressure.level=linspace(0.7,1,7)",
    "sweep.army.morale=[0.3,0.6]",
    "army.soldiers=64",
    "public.citizens=64",
    "weeks=3",
    "workers=1",
)
TREATMENTS, ROUNDS, STRIPE, CELL = 14, 5, 6, 16  # stripes of 6, 6 and 2 treatments
TABLES = ("summary", "blocked", "rungs")


def _small_stripes(patch: pytest.MonkeyPatch) -> None:
    """Few treatments are many, and cells are small."""
    patch.setattr(units, "EACH", 4)
    patch.setattr(units, "STRIPE", STRIPE)
    patch.setattr(stripes, "CELL", CELL)


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    _small_stripes(monkeypatch)
    return monkeypatch


@pytest.fixture(scope="module")
def each(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same treatments, each lived by itself."""
    folder = tmp_path_factory.mktemp("each") / "r"
    how = (f"replications={ROUNDS}", "reference=[0.7,0.3]", "follow_entry=false")
    done(sweep, *MANY, *how, f"output={folder}")
    return folder


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("many") / "r"
    with pytest.MonkeyPatch.context() as patch:
        _small_stripes(patch)
        done(sweep, *MANY, f"replications={ROUNDS}", "reference=[0.7,0.3]", f"output={folder}")
    return folder


def _bytes(folder: Path) -> dict[str, bytes]:
    """Every table and every file of worlds."""
    paths = [
        *folder.glob("*.csv"),
        *folder.glob("*.parquet"),
        *folder.glob("worlds/*.parquet"),
        *folder.glob("counts/*.parquet"),
    ]
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def _study(folder: Path, *more: str) -> Any:
    named = ("name=sweep", "title=Sweep", "reference=[0.7,0.3]")
    return load([*MANY, *named, f"replications={ROUNDS}", f"output={folder}", *more])


@pytest.mark.parametrize("name", TABLES)
def test_tables_of_stripes_have_the_rows_of_treatments_lived_each_by_itself(
    each: Path, many: Path, name: str
) -> None:
    assert (each / f"{name}.csv").read_bytes() == (many / f"{name}.csv").read_bytes()


def test_differences_in_stripes_are_those_of_treatments_but_for_the_order_of_sums(
    each: Path, many: Path
) -> None:
    one, other = table(each, "differences"), table(many, "differences")
    pd.testing.assert_frame_equal(one, other, rtol=1e-6, atol=1e-12)


@pytest.mark.parametrize("name", [*TABLES, "differences"])
def test_the_tables_in_parquet_say_what_those_in_csv_say(many: Path, name: str) -> None:
    pd.testing.assert_frame_equal(
        pd.read_parquet(many / f"{name}.parquet"), table(many, name), check_dtype=False
    )


def test_stripes_keep_no_weeks_and_few_treatments_no_parquet(each: Path, many: Path) -> None:
    for name in ("weekly", "incidence"):
        assert (each / f"{name}.csv").exists()
        assert not (many / f"{name}.csv").exists()
    assert not list(each.glob("summary.parquet"))


def test_files_grow_with_worlds_and_not_with_treatments(many: Path) -> None:
    cells = [-(-points * ROUNDS // CELL) for points in (STRIPE, STRIPE, 2)]
    assert len(list((many / "worlds").iterdir())) == sum(cells)


def test_worlds_of_a_stripe_are_those_of_its_treatments(each: Path, many: Path) -> None:
    swept = ["pressure.level", "army.morale", "world"]
    one, other = worlds(each), worlds(many)
    assert set(other["point"]) == set(range(STRIPE))
    other = other.drop(columns="point").sort_values(swept, ignore_index=True)
    pd.testing.assert_frame_equal(one.sort_values(swept, ignore_index=True), other)


def test_worlds_of_a_stripe_lie_round_by_round(many: Path) -> None:
    for path in (many / "worlds").iterdir():
        rows, first = pd.read_parquet(path), int(path.name.split("-")[2])
        points = 2 if set(rows["point"]) <= {0, 1} and set(rows["pressure.level"]) == {1} else 6
        number = rows["world"] * points + rows["point"]
        assert list(number) == list(range(first, first + len(rows)))


@pytest.mark.parametrize("estimator", ["counted", "conditional"])
def test_more_worlds_are_added_to_stripes_and_fewer_are_kept(
    small: pytest.MonkeyPatch, tmp_path: Path, estimator: str
) -> None:
    how = (*MANY, f"estimator={estimator}")
    done(sweep, *how, "replications=3", "output=steps")
    done(sweep, *how, "replications=9", "output=steps")
    done(sweep, *how, "replications=9", "output=once")
    assert _bytes(tmp_path / "steps") == _bytes(tmp_path / "once")


def test_a_study_that_becomes_large_leaves_no_tables_of_weeks(
    small: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    few = ("sweep.pressure.level=[0.7,1]", *MANY[1:], "replications=3", "output=r")
    done(sweep, *few)
    assert (tmp_path / "r" / "weekly.csv").exists()
    assert (tmp_path / "r" / "fate.csv").exists()
    done(sweep, *MANY, "replications=3", "output=r")
    done(sweep, *MANY, "replications=3", "output=once")
    assert {path.name for path in (tmp_path / "r").glob("*.*")} == {
        path.name for path in (tmp_path / "once").glob("*.*")
    }
    done(sweep, *few)
    assert not list((tmp_path / "r").glob("summary.parquet"))


def test_a_world_of_a_treatment_is_found_in_its_stripe(
    each: Path, many: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    which = ("pressure.level=0.9", "army.morale=0.6", "outcome=no_entry")
    alone, told = Results(each), done(replay, each, *which).out
    events = [list(alone.worlds_of(treatment).events()) for treatment in alone.treatments]
    _small_stripes(monkeypatch)
    assert done(replay, many, *which).out == told
    striped = Results(many)
    for treatment, (whole,) in zip(striped.treatments, events, strict=True):
        parts = list(striped.worlds_of(treatment).events())
        assert list(np.concatenate([part.numbers for part in parts])) == list(whole.numbers)
        chances = [part.chances["entry"] for part in parts]
        assert list(np.concatenate(chances)) == list(whole.chances["entry"])


def test_portions_of_stripes_put_together_are_the_bytes_of_the_whole(
    small: pytest.MonkeyPatch, many: Path, tmp_path: Path
) -> None:
    for number in (1, 2, 3):
        assert lived(_study(tmp_path / "r", f"portion={number}/3")) == WHOLE
    done(merge, *sorted(tmp_path.glob("r.portion-*")))
    assert _bytes(tmp_path / "r") == _bytes(many)


def _cursed(key: tuple[float, float], world: int, curse: Callable[[], object]) -> Any:
    """live, but for one world of one treatment that cannot be lived."""

    def cursed(ensemble: Any, points: Any, numbers: Any, seed: int, **how: Any) -> Any:
        here = [
            number == world
            and (ensemble.scenario(int(point)).pressure.level == pytest.approx(key[0]))
            and ensemble.scenario(int(point)).army.morale == key[1]
            for point, number in zip(points, numbers, strict=True)
        ]
        if any(here):
            curse()
        return live(ensemble, points, numbers, seed, **how)

    return cursed


def _raise() -> None:
    raise ZeroDivisionError("one over nothing")


def _die() -> None:
    os.kill(os.getpid(), 9)


@pytest.mark.parametrize("curse", [_raise, _die])
def test_a_bad_world_of_a_point_is_recorded_alone(
    small: pytest.MonkeyPatch, many: Path, tmp_path: Path, curse: Callable[[], object]
) -> None:
    folder = tmp_path / "r"
    with small.context() as patch:
        patch.setattr(worker, "live_points", _cursed((0.95, 0.6), 3, curse))
        assert lived(_study(folder, "workers=2")) == WHOLE
        first = _bytes(folder)
        assert lived(_study(folder, "workers=2")) == WHOLE  # recorded, and not tried for ever
    assert _bytes(folder) == first
    (row,) = csv.DictReader((folder / "failures.csv").read_text(encoding="utf-8").splitlines())
    assert row["values"] == "pressure.level = 0.95, army.morale = 0.6"
    assert (row["world"], row["seed"]) == ("3", "1")
    assert "pressure.level=0.95 army.morale=0.6" in row["replay"]
    said = done(replay, *row["replay"].split()[3:])
    assert said.out.startswith("World 3 of ")
    counts = table(folder).groupby(["pressure.level", "army.morale"])["worlds"].first()
    assert counts.value_counts().to_dict() == {ROUNDS: TREATMENTS - 1, ROUNDS - 1: 1}
    assert lived(_study(folder, "retry_failed=true")) == WHOLE
    assert _bytes(folder) == _bytes(many)


def _damage(folder: Path, rng: random.Random) -> None:
    shards = sorted(folder.glob("*/part-*.parquet"))
    path = rng.choice(shards)
    content = bytearray(path.read_bytes())
    content[rng.randrange(len(content))] ^= rng.randint(1, 255)
    path.write_bytes(rng.choice([bytes(content), content[: len(content) // 2], b""]))


def test_a_killed_resumed_and_damaged_study_of_stripes_ends_with_the_bytes_of_a_quiet_one(
    small: pytest.MonkeyPatch, many: Path, tmp_path: Path
) -> None:
    folder, rng = tmp_path / "r", random.Random(1)
    for finished in (1, 2, 4):
        child = begun(_study(folder, "workers=2"))
        wait_for(lambda finished=finished: len(list(folder.glob("counts/part-*"))) >= finished)
        kill(child)
        ended(child)
        _damage(folder, rng)
    until_whole(_study(folder))
    assert _bytes(folder) == _bytes(many)


def test_a_stripe_goes_on_until_the_widest_of_its_intervals_is_narrow_enough(
    small: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    how = (*MANY, "replications=8", "precision=0.2", "estimator=counted")
    done(sweep, *how, "output=r")
    entry = table(tmp_path / "r").query("outcome == 'entry'")
    assert ((entry["high"] - entry["low"]) / 2 <= 0.2).all()
    rounds = list(entry["worlds"])
    assert all(len(set(rounds[first : first + STRIPE])) == 1 for first in (0, 6, 12))
    done(sweep, *MANY, "replications=8", "estimator=counted", "output=steps")
    done(sweep, *how, "output=steps")
    assert _bytes(tmp_path / "steps") == _bytes(tmp_path / "r")


def test_a_dry_run_of_stripes_says_what_they_take_and_writes_nothing(
    small: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    said = done(sweep, *MANY, "replications=8", "dry_run=true").out
    assert f"{TREATMENTS} treatments; a pilot of" in said
    assert f"worlds  {TREATMENTS * 8}\n" in said
    assert " files, in " in said
    assert "memory  about " in said
    assert re.search(r"width   ±[\d.]+ to ±[\d.]+ points of P\(entry\) under one treatment", said)
    assert not list(tmp_path.iterdir())


def test_findings_of_stripes_are_those_of_treatments(
    each: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.engine.campaign import carry_out

    shutil.copytree(each, tmp_path / "each")
    singles = carry_out(_study(tmp_path / "each", "follow_entry=false")).found
    _small_stripes(monkeypatch)
    found = carry_out(_study(tmp_path / "r")).found
    assert len(found) == TREATMENTS
    for one, other in zip(found, singles, strict=True):
        assert (one.values, one.worlds) == (other.values, other.worlds)
        for name in ("outcomes", "blocks", "rungs"):
            _same_rates(getattr(one, name), getattr(other, name))
        _same_rates({"fall": one.fall}, {"fall": other.fall})
    assert found[-1].values == singles[-1].values
    assert [each.values for each in found[3:9]] == [each.values for each in singles[3:9]]


def _same_rates(one: Rates, other: Rates) -> None:
    assert one.keys() == other.keys()
    for kind, estimate in one.items():
        assert astuple(estimate) == pytest.approx(astuple(other[kind]), rel=1e-12)


@pytest.mark.slow
def test_20_000_points_are_the_same_bytes_killed_merged_and_quiet(tmp_path: Path) -> None:
    how = ("sweep.pressure.level=linspace(0.7,1,20000)", *MANY[2:-1], "replications=2")
    quiet = load([*how, "workers=2", f"output={tmp_path / 'quiet'}"])
    assert lived(quiet) == WHOLE
    for number in (1, 2):
        portion = load([*how, f"portion={number}/2", "workers=2", f"output={tmp_path / 'r'}"])
        child = begun(portion)
        wait_for(lambda number=number: _counts(tmp_path / f"r.portion-{number}-of-2") > 5, 600)
        kill(child)
        ended(child)
        until_whole(portion)
    done(merge, *sorted(tmp_path.glob("r.portion-*")))
    assert _bytes(tmp_path / "r") == _bytes(tmp_path / "quiet")


def _counts(folder: Path) -> int:
    return len(list(folder.glob("counts/part-*")))


def test_600_points_are_the_same_bytes_killed_and_quiet(tmp_path: Path) -> None:
    how = ("sweep.pressure.level=linspace(0.7,1,600)", *MANY[2:-1], "replications=2")
    quiet, folder = (load([*how, f"output={tmp_path / name}"]) for name in ("quiet", "r"))
    assert len(Units(quiet.treatments)) == 2
    child = begun(folder)
    wait_for(lambda: bool(list(tmp_path.glob("r/counts/part-*"))), 60)
    kill(child)
    ended(child)
    until_whole(folder)
    assert lived(quiet) == WHOLE
    assert _bytes(tmp_path / "r") == _bytes(tmp_path / "quiet")
    assert len(list((tmp_path / "r" / "worlds").iterdir())) == 2


def test_worlds_of_their_own_belong_to_one_treatment_in_a_stripe_too(tmp_path: Path) -> None:
    done(sweep, *MANY, "replications=2", "luck=apart", "output=each")
    with pytest.MonkeyPatch.context() as patch:
        _small_stripes(patch)
        done(sweep, *MANY, "replications=2", "luck=apart", "output=many")
    for name in TABLES:
        assert (tmp_path / "many" / f"{name}.csv").read_bytes() == (
            tmp_path / "each" / f"{name}.csv"
        ).read_bytes()


@pytest.mark.parametrize("luck", ["common", "apart"])
def test_draws_in_stripes_are_added_up_as_draws_lived_each_by_itself(
    tmp_path: Path, luck: str
) -> None:
    drawn = (
        "design=lhs",
        "points=7",
        "sweep.army.morale=[0.2,0.7]",
        "sweep.lukashenko=[baseline,cautious]",
        "pressure=severe",
        *MANY[2:],
        f"luck={luck}",
        "replications=3",
    )
    done(sweep, *drawn, "output=each")
    with pytest.MonkeyPatch.context() as patch:
        _small_stripes(patch)
        done(sweep, *drawn, "output=many")
    many, each = (table(tmp_path / name, "draws") for name in ("many", "each"))
    pd.testing.assert_frame_equal(many, each, rtol=1e-6)
    assert set(many["draws"]) == {7}
