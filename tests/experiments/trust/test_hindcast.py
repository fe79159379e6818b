"""Forecasts of windows, read from histories whose every week is known; and which weeks they are."""

from datetime import timedelta

import numpy as np
import pytest

from experiments.trust.hindcast import windows
from experiments.trust.hindcast.forecasts import contingent, forecast, shares, worth
from experiments.trust.hindcast.living import Weeks
from experiments.trust.record.statistics import BELOW, CLASSES, ENTRY, MATERIAL, POSTURE
from experiments.trust.scores.windows import END, ORIGIN, PROTEST, grid, of_kind

MANY = 7
WEEKS = 30
MONTHS = [range(2, 6), range(6, 11), range(11, 15), range(15, 20), range(20, WEEKS)]
ROUNDING = 1e-12


@pytest.fixture
def weeks():
    """Histories that end at chances of their own, and wander over all classes."""
    rng = np.random.default_rng(1)
    entry, fall = (rng.uniform(0, 0.02, (WEEKS, MANY)) for _ in range(2))
    left = np.cumprod(1 - entry - fall, axis=0)
    before = np.vstack([np.ones(MANY), left[:-1]])
    return Weeks(
        kind=rng.integers(POSTURE + 1, size=(WEEKS, MANY)),
        protest=10 ** rng.uniform(-5, -1, (WEEKS, MANY)),
        contingent=rng.uniform(1, 12, (WEEKS, MANY)),
        left=left,
        entered=np.cumsum(before * entry, axis=0),
        fallen=np.cumsum(before * fall, axis=0),
    )


def known(kind, entered=0.0, left=1.0):
    """Two histories, each of so many weeks in its classes; chances in the last week."""
    seen = np.array(kind).T
    quiet, last = np.zeros(seen.shape), np.zeros(seen.shape)
    last[-1] = entered
    return Weeks(seen, quiet, quiet, left - last, last, quiet)


def chances(said, what, names):
    return np.array([said[f"{what}_{name}"] for name in names])


@pytest.mark.parametrize("span", [*MONTHS, range(2, WEEKS)])
def test_the_chances_of_every_set_of_classes_sum_to_one(weeks, span):
    said = forecast(weeks, span)
    for what, names in (("highest", CLASSES), ("longest", CLASSES), ("protest", PROTEST)):
        told = chances(said, what, names)
        assert told.min() > 0
        assert told.sum() == pytest.approx(1, abs=ROUNDING)
    assert said["highest_entry"] == pytest.approx(said["entry"], abs=ROUNDING)
    assert said["longest_entry"] <= said["entry"]


def test_months_one_after_the_other_say_the_same_as_the_whole(weeks):
    survival, entry = 1.0, 0.0
    for month in MONTHS:
        said = forecast(weeks, month)
        entry += survival * said["entry"]
        survival *= 1 - said["entry"] - said["fall"]
    whole = forecast(weeks, range(2, WEEKS))
    assert entry == pytest.approx(whole["entry"], abs=ROUNDING)
    assert survival == pytest.approx(1 - whole["entry"] - whole["fall"], abs=ROUNDING)


def test_where_nobody_falls_the_whole_is_one_less_the_product_of_survival(weeks):
    none = np.zeros_like(weeks.fallen)
    unfallen = Weeks(
        weeks.kind, weeks.protest, weeks.contingent, 1 - weeks.entered, weeks.entered, none
    )
    survival = np.prod([1 - forecast(unfallen, month)["entry"] for month in MONTHS])
    whole = forecast(unfallen, range(2, WEEKS))["entry"]
    assert whole == pytest.approx(1 - survival, abs=ROUNDING)


def test_the_mixture_is_the_forecast_and_not_the_median_vector():
    chance = np.array([0.0, 0.0, 0.6])
    three = known(np.zeros((3, 4), int), entered=chance)
    assert forecast(three, range(1, 4))["entry"] == pytest.approx(chance.mean(), abs=ROUNDING)


def test_a_history_counts_for_what_is_left_of_it(weeks):
    share = shares(weeks, 5)
    assert share.sum() == pytest.approx(1, abs=ROUNDING)
    np.testing.assert_allclose(share / share[0], weeks.left[5] / weeks.left[5, 0])


def test_level_histories_are_worth_their_number_and_one_alone_is_worth_one(weeks):
    level = known([[MATERIAL] * 4] * MANY)
    assert worth(level, range(1, 4)) == pytest.approx(MANY)
    alone = Weeks(*(getattr(level, name) for name in ("kind", "protest", "contingent")),
                  level.left * (np.arange(MANY) == 0), level.entered, level.fallen)  # fmt: skip
    assert worth(alone, range(1, 4)) == pytest.approx(1)
    assert 1 < worth(weeks, MONTHS[-1]) < MANY


def test_a_history_that_entered_before_says_nothing_of_what_comes():
    two = known([[BELOW] * 4, [POSTURE] * 4])
    gone = Weeks(two.kind, two.protest, two.contingent, two.left * [1, 0], two.entered, two.fallen)
    said = forecast(gone, range(1, 4))
    # one history, and half a one more in each of three classes
    assert said["highest_below"] == pytest.approx(1.5 / 2.5)
    assert said["highest_posture"] == pytest.approx(0.5 / 2.5)


def test_an_order_that_the_army_refused_is_no_entry():
    said = forecast(known([[ENTRY] * 4, [ENTRY] * 4]), range(1, 4))
    assert said["highest_entry"] == 0
    assert said["highest_posture"] > said["highest_material"]


def test_of_two_classes_held_equally_long_the_lower_counts():
    said = forecast(known([[0, BELOW, POSTURE, BELOW, POSTURE]] * 2), range(1, 5))
    assert said["longest_below"] > said["longest_posture"] == said["longest_material"]


def test_who_enters_late_was_not_at_war_for_most_of_the_window():
    said = forecast(known([[MATERIAL] * 5] * 2, entered=0.5), range(1, 5))
    assert said["entry"] == pytest.approx(0.5)
    assert said["longest_entry"] == 0


@pytest.mark.parametrize(
    ("course", "steps_down"),
    [
        ([POSTURE, MATERIAL, MATERIAL], 1),  # from what stood before the window
        ([BELOW, POSTURE, MATERIAL], 1),
        ([MATERIAL, BELOW, MATERIAL], 0),  # and back
        ([BELOW, BELOW, POSTURE], 0),
    ],
)
def test_a_step_down_ends_lower_than_it_stood(course, steps_down):
    said = forecast(known([course] * 2), range(1, 3))
    assert said["step_down"] == pytest.approx(steps_down)


def test_the_contingent_is_told_as_a_weighted_sample(weeks):
    told = contingent(weeks, 9)
    assert told["values"] == sorted(weeks.contingent[9])
    assert sum(told["weights"]) == pytest.approx(1, abs=ROUNDING)
    assert told["quantiles"] == sorted(told["quantiles"])
    assert set(told["quantiles"]) <= set(told["values"])


def test_equal_numbers_of_the_contingent_are_told_once():
    level = known([[MATERIAL] * 3] * 2)
    assert contingent(level, 2) == {"values": [0.0], "weights": [1.0], "quantiles": [0.0] * 5}


def test_every_week_after_the_origin_lies_in_exactly_one_month():
    months = [week for window in of_kind("month") for week in windows.span(window)]
    assert months == list(windows.span(grid()["whole"]))
    assert windows.START + timedelta(weeks=months[0]) > ORIGIN
    assert windows.START + timedelta(weeks=months[-1] + 1) <= END + timedelta(days=1)


@pytest.mark.parametrize("window", windows.forecast_windows(), ids=lambda window: window.key)
def test_no_forecast_rests_on_a_week_that_ends_after_it_is_made(window):
    for information in windows.SETS:
        day = windows.origin(window, information)
        assert day >= ORIGIN
        assert day == ORIGIN or day < window.first
    last_before = windows.START + timedelta(weeks=windows.span(window).start, days=-1)
    assert last_before <= windows.origin(window, windows.ROLLING)


def test_one_run_a_day_forecasts_all_windows_of_that_day():
    found = windows.runs(windows.forecast_windows())
    assert [run.origin for run in found] == sorted({run.origin for run in found})
    assert len(found) == len(of_kind("month"))
    assert found[0].windows == windows.forecast_windows()
    assert {window.key for window in found[1].windows} == {"2023-01", "2023-Q1"}


@pytest.mark.parametrize("run", windows.runs(windows.forecast_windows()), ids=lambda r: r.origin)
def test_a_run_lives_through_every_week_that_is_asked_of_it(run):
    for window in run.windows:
        assert windows.span(window).stop <= run.weeks
        assert windows.week_of(window.last) < run.weeks
    assert windows.weeks_given(run.origin) < run.weeks
