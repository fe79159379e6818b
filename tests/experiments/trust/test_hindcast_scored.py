"""What comes of a forecaster that is always right, and of one that never is."""

from collections import defaultdict

import numpy as np
import pytest

from experiments.trust.hindcast.compared import Compared, compared, powers
from experiments.trust.hindcast.contingents import told
from experiments.trust.hindcast.names import FIXED, PERSISTENCE, ROLLING, SETS, WALK
from experiments.trust.hindcast.sayings import sayings
from experiments.trust.hindcast.scored import scores
from experiments.trust.hindcast.told import printed, verdict
from experiments.trust.hindcast.windows import forecast_windows
from experiments.trust.record.statistics import CLASSES
from experiments.trust.scores.baselines import jeffreys
from experiments.trust.scores.contingent import counts
from experiments.trust.scores.differences import Difference
from experiments.trust.scores.windows import PROTEST, known_by, observed, of_kind

SURE = 0.97
ENTRY = 0.004


def said(chance, entry=ENTRY, sample=None):
    """Runs of any forecaster on any day, in which the strictly coded course had some chance."""
    windows = {window.key: chances(window, chance, entry) for window in forecast_windows()}
    values = {str(count.day): sample or point(count.value) for count in counts()}
    return defaultdict(lambda: {"windows": windows, "contingent": values})


def point(value):
    return {"values": [value], "weights": [1.0], "quantiles": [value] * 5}


def chances(window, chance, entry):
    seen = observed()[window.key]
    named = {"entry": entry, "fall": 0.001, "step_down": 0.2}
    for what, names, place in (
        ("highest", CLASSES, seen.course("highest", "strict")),
        ("longest", CLASSES, seen.course("longest", "strict")),
        ("protest", PROTEST, seen.protest),
    ):
        rest = (1 - chance) / (len(names) - 1)
        named |= {
            f"{what}_{name}": chance if each == place else rest for each, name in enumerate(names)
        }
    return named


@pytest.fixture(scope="module")
def right():
    return sayings(said(SURE), forecast_windows())


@pytest.fixture(scope="module")
def wrong():
    return sayings(said(1 - SURE), forecast_windows())


def strictly(every):
    return [each for each in verdict.verdicts(compared(scores(every))) if each.coding == "strict"]


def test_who_is_always_right_meets_the_condition(right):
    for condition in strictly(right):
        assert condition.passes
        assert all(each.difference.mean < 0 for each in condition.against)
    text = "\n".join(printed.of_condition(strictly(right)))
    assert "NOT met" not in text
    assert "LOSES" not in text


def test_who_is_never_right_loses_and_it_is_said_by_how_much(wrong):
    for condition in strictly(wrong):
        assert not condition.passes
        lost = condition.against[0].difference.mean
        assert f"LOSES to frequency by {lost:.2f} a month" in "\n".join(
            printed.of_condition([condition])
        )


@pytest.mark.parametrize(
    ("low", "mean", "high", "said"),
    [
        (-0.3, -0.2, -0.1, "beats persistence .7 by 0.20 a month (90 % 0.10 to 0.30;"),
        (-0.3, -0.1, 0.1, "beats persistence .7 by 0.10 a month (90 % -0.10 to +0.30;"),
        (-0.1, 0.1, 0.3, "LOSES to persistence .7 by 0.10 a month (90 % -0.10 to +0.30;"),
        (0.1, 0.2, 0.3, "LOSES to persistence .7 by 0.20 a month (90 % 0.10 to 0.30;"),
    ],
)
def test_an_interval_is_of_what_it_beats_or_loses_by(low, mean, high, said):
    found = Difference(mean, low, high, 43, 20.0)
    each = Compared(
        "rolling", "strict", "month", "highest", PERSISTENCE, ("w",), np.array([mean]), found
    )
    condition = verdict.Condition("rolling", "strict", (each,))
    assert said in "\n".join(printed.of_condition([condition]))


def test_beating_one_of_the_two_is_not_enough(right, wrong):
    better, worse = (strictly(each)[0].against for each in (right, wrong))
    mixed = verdict.Condition("origin", "strict", (better[0], worse[1]))
    assert not mixed.passes


def test_a_difference_is_the_mean_over_all_months(right):
    found = next(
        each
        for each in compared(scores(right))
        if (each.information, each.coding, each.kind, each.quantity, each.other)
        == (ROLLING, "strict", "month", "highest", "frequency")
    )
    assert found.windows == tuple(window.key for window in of_kind("month"))
    assert found.difference.mean == pytest.approx(found.each.mean())
    assert found.row()["sign_flip_p"] == ""


def test_windows_chosen_with_hindsight_are_marked_and_judged_by_their_signs(right):
    chosen = [each for each in scores(right) if each.kind == "window"]
    assert {each.window for each in chosen} == {"W2", "W3", "W4", "W5", "W6"}
    rows = [each.row() for each in compared(scores(right)) if each.kind == "window"]
    assert min(row["sign_flip_p"] for row in rows) == pytest.approx(1 / 2**5)


def test_calibration_in_the_large_is_of_the_whole_at_once_and_of_months_one_by_one(right):
    months = len(of_kind("month"))
    assert verdict.in_the_large(right, FIXED).none == pytest.approx(1 - ENTRY)
    assert verdict.in_the_large(right, ROLLING).none == pytest.approx((1 - ENTRY) ** months)


def test_a_model_that_gave_what_happened_no_chance_is_told_so():
    every = sayings(said(SURE, entry=0.97), forecast_windows())
    for line in printed.of_the_large(every):
        assert "BELOW 5.0 %" in line


def test_a_later_window_is_forecast_given_that_nothing_came_before_it(right):
    for how in SETS:
        last = verdict.monthly(right, how, "Jeffreys")["2026-06"]
        blocks = len(known_by(of_kind("past")[-1].last))
        assert last == pytest.approx(jeffreys(blocks + len(of_kind("month")) - 1, 1))


def test_rules_of_thumb_are_scored_only_under_their_own_coding(right):
    for each in scores(right):
        if each.forecaster == "frequency":
            assert each.coding in ("strict", "loose")
    said_of = [each for each in right if each.forecaster == "frequency"]
    assert {each.coding for each in said_of} == {"strict", "loose"}


def test_what_an_entry_would_have_cost_is_told_of_all(right):
    grid = printed.of_entry(right, scores(right))
    cells = dict(zip(grid.columns[1]._cells, grid.columns[4]._cells, strict=True))
    assert cells["always zero"] == "infinite"
    assert cells["model"] == f"{-np.log(ENTRY):.3f}"


def test_the_same_forecasters_cannot_be_told_apart_and_it_is_said(right):
    same = [row for row in powers(right) if row["against"] == "uncalibrated model"]
    assert {row["said"] for row in same} == {"This record cannot decide."}


def test_a_sample_that_is_the_count_has_no_distance_from_it():
    every = told(said(SURE), forecast_windows(), counts(), "record")
    mine = [each for each in every if each.forecaster == "model"]
    assert len(mine) == len(SETS) * len(counts())
    for each in mine:
        row = each.row()
        assert (row["crps"], row["pit"], row["covered_50"], row["covered_90"]) == (0, 0.5, 1, 1)


def test_a_count_is_forecast_before_the_month_in_which_it_was_made():
    for each in told(said(SURE), forecast_windows(), counts(), "record"):
        assert each.origin < each.count.day
        assert (each.count.day - each.origin).days <= 31 or each.information == FIXED
        if each.forecaster == WALK:
            assert (np.diff(each.quantiles) >= 0).all()


def test_reliability_counts_every_month_once_a_class(right):
    rows = list(verdict.reliabilities(right))
    for how in SETS:
        for name in CLASSES:
            where = (how, "strict", name)
            mine = [
                row["windows"]
                for row in rows
                if (row["information"], row["coding"], row["class"]) == where
            ]
            assert sum(mine) == len(of_kind("month"))
