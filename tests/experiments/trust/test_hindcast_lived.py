"""Forecasts that are lived: from nothing known later, and the same however they are made."""

import csv
import io
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.plan.series.reading import SHIPPED
from experiments.trust.hindcast import living, years
from experiments.trust.hindcast.asked import Hindcast
from experiments.trust.hindcast.forecasters import Forecaster
from experiments.trust.hindcast.keeping import forecast_all, live_run
from experiments.trust.hindcast.windows import Run, weeks_given
from experiments.trust.scores.windows import grid
from sim import Scenario
from sim.mixture import Vectors
from sim.priors.prior import Prior

TINY = Hindcast(worlds=1, quick=True)
ORIGIN = date(2022, 12, 7)
JANUARY = Run(date(2022, 12, 31), (grid()["2023-01"],))
DECEMBER = Run(ORIGIN, (grid()["2022-12"],))
DAYS = [date(2022, 12, 22), date(2023, 1, 25)]
SOME = Forecaster("model", Vectors("calibrated", Prior.of(Scenario()).draw(4, 1).columns))


def series_but(folder, changed):
    """The series that come with the model, with the rows changed that are so chosen."""
    rows = list(csv.DictReader(SHIPPED.read_text(encoding="utf-8").splitlines()))
    text = io.StringIO()
    table = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    table.writeheader()
    for row in rows:
        other = {"value": "0.5", "low": "", "high": ""} if changed(row) else {}
        table.writerow(row | other)
    path = folder / "series.csv"
    path.write_text(text.getvalue(), encoding="utf-8")
    return str(path)


def said(folder, asked, run=JANUARY):
    """What is written of a run, to the byte."""
    path = folder / f"{asked.series.count('/')}.json"
    live_run(path, asked, SOME, run, DAYS, years.episode)
    return path.read_bytes()


def test_what_became_known_after_the_origin_changes_no_bit_of_a_forecast(tmp_path):
    later = series_but(tmp_path, lambda row: row["known"] > str(JANUARY.origin))
    assert said(tmp_path, TINY) == said(tmp_path, replace(TINY, series=later))


def test_what_was_known_by_the_origin_does(tmp_path):
    last = series_but(
        tmp_path, lambda row: row["variable"] == "contingent" and row["known"] == "2022-12-28"
    )
    assert said(tmp_path, TINY) != said(tmp_path, replace(TINY, series=last))


def test_worlds_are_given_the_record_until_the_origin_and_are_free_after_it():
    lived = living.lived(years.episode(ORIGIN, 48, 1024, "record"), SOME.vectors, 1, 1)
    given = weeks_given(ORIGIN)
    assert np.ptp(lived.contingent[:given], axis=1).max() == 0
    assert np.ptp(lived.contingent[given:], axis=1).min() > 0
    np.testing.assert_allclose(lived.left + lived.entered + lived.fallen, 1, rtol=1e-12)
    assert (np.diff(lived.left, axis=0) <= 0).all()


def test_every_vector_is_lived_with_the_pressure_it_has_itself():
    ensemble = years.episode(ORIGIN, 48, 1024, "record").ensemble(dict(SOME.vectors.columns))
    own = SOME.vectors.columns["pressure.level"]
    assert [ensemble.scenario(place).pressure.level for place in range(4)] == own.tolist()
    unpressed = living.without_pressure(SOME.vectors)
    assert not unpressed.columns["pressure.level"].any()
    assert unpressed.columns.keys() == SOME.vectors.columns.keys()


def test_a_hindcast_that_was_broken_off_goes_on_where_it_was(tmp_path):
    made = forecast_all(tmp_path, TINY, [SOME], [DECEMBER, JANUARY], DAYS, years.episode, 1)
    there = {path: path.read_bytes() for path in (tmp_path / "said").iterdir()}
    lost, kept = sorted(there)
    lost.unlink()
    unchanged = kept.stat().st_mtime_ns
    assert forecast_all(tmp_path, TINY, [SOME], [DECEMBER, JANUARY], DAYS, years.episode, 1) == made
    assert {path: path.read_bytes() for path in (tmp_path / "said").iterdir()} == there
    assert kept.stat().st_mtime_ns == unchanged


@pytest.mark.processes
def test_a_hindcast_has_the_same_bytes_for_any_number_of_workers(tmp_path):
    for workers in (1, 3):
        folder = tmp_path / str(workers)
        forecast_all(folder, TINY, [SOME], [DECEMBER, JANUARY], DAYS, years.episode, workers)
    one, three = ({path.name: path.read_bytes() for path in (tmp_path / each / "said").iterdir()}
                  for each in "13")  # fmt: skip
    assert one == three


def test_a_folder_holds_one_hindcast(tmp_path):
    forecast_all(tmp_path, TINY, [SOME], [], DAYS, years.episode, 1)
    with pytest.raises(UserError, match=r"holds another hindcast \(seed differ\)"):
        forecast_all(tmp_path, replace(TINY, seed=2), [SOME], [], DAYS, years.episode, 1)
    (tmp_path / "asked.json").unlink()
    with pytest.raises(UserError, match="holds something else"):
        forecast_all(tmp_path, TINY, [SOME], [], DAYS, years.episode, 1)


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    forecast_all(tmp_path, TINY, [SOME], [], DAYS, years.episode, 1)
    (tmp_path / "said" / "2022-12-07-model.json").write_text("{")
    with pytest.raises(UserError, match=r"2022-12-07-model\.json cannot be read: remove it"):
        forecast_all(tmp_path, TINY, [SOME], [DECEMBER], DAYS, years.episode, 1)
