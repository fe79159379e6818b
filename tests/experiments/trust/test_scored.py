"""Scores as records, misread records, reliability, and the list of every variant."""

import csv
from dataclasses import astuple
from math import log
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

import sim
from experiments.mistakes import UserError
from experiments.trust.record.statistics import MATERIAL, POSTURE
from experiments.trust.scores.baselines import ladder_table
from experiments.trust.scores.confusion import READ_RIGHT, as_written, confusion
from experiments.trust.scores.contingent import counts
from experiments.trust.scores.reliability import EDGES, Large, exact_interval, reliability
from experiments.trust.scores.scored import (
    INFORMATION,
    Scored,
    of_classes,
    of_count,
    of_event,
    of_protest,
    rows,
    sample_quantile,
    values,
)
from experiments.trust.scores.variants import COLUMNS, Attempt, remember, remembered
from experiments.trust.scores.windows import CODINGS, grid, of_kind

LISTED = Path(sim.__file__).parent / "evidence" / "scored.csv"
MONTHS = of_kind("month")


def test_a_record_is_read_right_so_often_and_else_as_a_neighbour():
    matrix = confusion(4)
    assert np.diag(matrix) == pytest.approx([READ_RIGHT] * 4)
    assert matrix.sum(axis=1) == pytest.approx(np.ones(4))
    assert matrix[0].tolist() == pytest.approx([0.85, 0.15, 0, 0])
    assert matrix[2].tolist() == pytest.approx([0, 0.075, 0.85, 0.075])


def test_a_record_that_is_never_misread_changes_no_forecast():
    shares = np.array([[0.1, 0.2, 0.3, 0.4]])
    assert as_written(shares, confusion(4, right=1.0)) == pytest.approx(shares)


def test_where_the_record_is_misread_nobody_can_be_quite_sure():
    sure = np.eye(4)[[MATERIAL]]
    assert as_written(sure, confusion(4)).tolist() == [pytest.approx([0.075, 0.85, 0.075, 0])]


def month(key):
    return (grid()[key],)


def test_a_forecast_of_classes_has_its_three_scores_under_a_coding():
    shares = np.array([[0.1, 0.6, 0.2, 0.1]])
    strict, loose = (
        of_classes("a", "rolling", month("2024-09"), "highest", coding, shares)
        for coding in CODINGS
    )
    assert [each.score for each in strict] == ["log", "rps", "log_misread"]
    assert values(strict, score="log") == pytest.approx([-log(0.6)])
    assert values(loose, score="log") == pytest.approx([-log(0.2)])
    assert values(strict, score="rps") == pytest.approx([0.1**2 + 0.3**2 + 0.1**2])
    written = 0.85 * 0.6 + 0.15 * 0.1 + 0.075 * 0.2
    assert values(strict, score="log_misread") == pytest.approx([-log(written)])


def test_misreading_costs_who_is_right_and_spares_who_is_wrong():
    right, wrong = (np.eye(4)[[place]] * 0.97 + 0.01 for place in (MATERIAL, POSTURE))
    plain, misread = (
        [
            values(
                of_classes("a", "rolling", month("2023-05"), "highest", "strict", each), score=name
            )
            for each in (right / right.sum(), wrong / wrong.sum())
        ]
        for name in ("log", "log_misread")
    )
    assert misread[0] > plain[0]
    assert misread[1] < plain[1]


def test_a_forecast_of_an_event_says_what_the_event_would_have_cost():
    scored = of_event("a", "origin", MONTHS, "entry", np.full(43, 0.02))
    assert values(scored, score="log") == pytest.approx(np.full(43, -log(0.98)))
    assert values(scored, score="brier") == pytest.approx(np.full(43, 0.0004))
    assert values(scored, score="event_cost") == pytest.approx(np.full(43, -log(0.02)))


def test_who_always_says_nought_pays_nothing_and_would_have_paid_without_end():
    scored = of_event("always zero", "rolling", MONTHS, "entry", np.zeros(43))
    assert values(scored, score="log").sum() == 0
    assert np.isinf(values(scored, score="event_cost")).all()


def test_a_step_down_is_scored_where_it_is_asked_and_nowhere_else():
    asked = (grid()["2024-07"], grid()["2026-06"])
    scored = of_event("a", "rolling", asked, "step_down", np.array([0.5, 0.25]))
    assert values(scored, score="log") == pytest.approx([-log(0.5), -log(0.25)])
    with pytest.raises(ValueError, match="step_down is not asked of 2024-08"):
        of_event("a", "rolling", month("2024-08"), "step_down", np.array([0.5]))


def test_protest_was_calm_in_every_month():
    shares = np.tile([0.7, 0.2, 0.1, 0.0], (43, 1))
    assert values(of_protest("a", "rolling", MONTHS, shares), score="log") == pytest.approx(
        np.full(43, -log(0.7))
    )


def test_a_count_is_scored_by_distance_place_and_cover():
    count = counts()[0]
    scored = of_count("a", "rolling", count, np.array([count.value]), np.ones(1))
    assert {each.score: each.value for each in scored} == {
        "crps": 0, "pit": 0.5, "covered_50": 1, "covered_90": 1,
    }  # fmt: skip
    far = of_count("a", "rolling", count, np.array([count.value / 2]), np.ones(1))
    assert {each.score: each.value for each in far}["covered_90"] == 0


def test_a_quantile_of_a_sample_is_one_of_its_numbers():
    sample, weight = np.array([3.0, 1.0, 2.0]), np.array([1.0, 2.0, 1.0])
    assert [sample_quantile(sample, weight, at) for at in (0.05, 0.5, 0.75, 0.95)] == [1, 1, 2, 3]


def test_rows_of_a_table_mark_what_was_chosen_with_hindsight():
    crisis, usual = (
        next(rows(of_event("a", "origin", (grid()[key],), "entry", np.array([0.1]))))
        for key in ("W4", "2024-Q3")
    )
    assert (crisis["hindsight"], usual["hindsight"]) == (True, False)
    assert list(usual) == [
        "forecaster", "information", "window", "kind", "coding", "quantity", "score", "value",
        "hindsight",
    ]  # fmt: skip


def test_scores_are_found_by_their_fields():
    scored = [Scored("a", "origin", "whole", "whole", "", "entry", "log", 0.5)]
    assert values(scored, forecaster="a").tolist() == [0.5]
    assert values(scored, forecaster="b").size == 0


def test_every_baseline_can_be_scored_under_both_codings():
    for coding in CODINGS:
        for name, shares in ladder_table(MONTHS, "highest", coding).items():
            scored = of_classes(name, "rolling", MONTHS, "highest", coding, shares)
            assert np.isfinite(values(scored)).all()


def test_calibration_in_the_large_fails_who_all_but_ruled_out_what_happened():
    assert Large(none=0.05).passes
    assert not Large(none=0.049).passes


def test_exact_intervals_have_closed_forms_at_the_ends():
    """Nothing in n: 1 - .025^(1/n); all of n: .025^(1/n)."""
    assert exact_interval(0, 12) == pytest.approx((0.0, 1 - 0.025 ** (1 / 12)))
    assert exact_interval(12, 12) == pytest.approx((0.025 ** (1 / 12), 1.0))


@given(st.integers(1, 60), st.floats(0.01, 0.99))
def test_exact_intervals_hold_the_truth_at_least_as_often_as_they_say(of, p):
    """Exactly, over the binomial distribution."""
    chance = (
        np.cumprod([1.0, *(((of - k) / (k + 1)) * p / (1 - p) for k in range(of))]) * (1 - p) ** of
    )
    held = [low <= p <= high for low, high in (exact_interval(k, of) for k in range(of + 1))]
    assert chance @ held >= 0.95 - 1e-6


def test_reliability_takes_alike_forecasts_together():
    p = np.array([0.01, 0.03, 0.5, 0.55, 1.0])
    low, middle, high = reliability(p, np.array([False, False, True, False, True]))
    assert (low.low, low.high, low.windows, low.happened) == (0.0, 0.05, 2, 0)
    assert (middle.forecast, middle.windows, middle.happened) == (0.525, 2, 1)
    assert (high.low, high.high, high.happened) == (0.95, 1.0, 1)
    assert middle.reliable


def test_every_forecast_is_in_one_bin():
    p = np.linspace(0, 1, 201)
    bins = reliability(p, p > 2)
    assert sum(each.windows for each in bins) == len(p)
    assert len(bins) == len(EDGES) - 1


def test_who_often_foresees_what_never_comes_is_not_reliable():
    (found,) = reliability(np.full(43, 0.65), np.zeros(43, dtype=bool))
    assert not found.reliable


TOLD = Attempt("2026-11-28", "abc123", "calibrated vectors", "rolling", "strict", 0.5)


def test_the_list_of_variants_grows_and_never_changes(tmp_path):
    path = tmp_path / "scored.csv"
    remember(path, TOLD)
    first = path.read_bytes()
    other = Attempt("2026-11-29", "abc123", "prior", "origin", "loose", 1 / 3)
    remember(path, other)
    assert path.read_bytes().startswith(first)
    assert remembered(path) == [TOLD, other]


def test_the_same_scoring_stands_on_the_list_once(tmp_path):
    path = tmp_path / "scored.csv"
    for _ in range(3):
        remember(path, TOLD)
    assert remembered(path) == [TOLD]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a,b\n1,2\n", "row 1: the columns must be date, model, what"),
        (f"{','.join(COLUMNS)}\n2026-11-28,m,w,rolling,strict,much\n", "row 2: could not convert"),
        (f"{','.join(COLUMNS)}\n2026-11-28,m,w,today,strict,1\n", "allowed are origin, rolling"),
        (f"{','.join(COLUMNS)}\nsoon,m,w,origin,strict,1\n", "row 2: Invalid isoformat"),
    ],
)
def test_a_file_that_is_no_such_list_is_left_alone(tmp_path, text, said):
    path = tmp_path / "scored.csv"
    path.write_text(text)
    with pytest.raises(UserError, match=said):
        remember(path, TOLD)
    assert path.read_text() == text


def test_the_list_that_comes_with_the_model_can_be_read():
    assert [astuple(each) for each in remembered(LISTED)] == sorted(
        (astuple(each) for each in remembered(LISTED)), key=lambda each: each[0]
    )
    with LISTED.open(encoding="utf-8", newline="") as file:
        assert tuple(next(csv.reader(file))) == COLUMNS


def test_there_are_two_information_sets():
    assert INFORMATION == ("origin", "rolling")
