"""Rank correlations of drawn parameters with P(entry)."""

import numpy as np
import pandas as pd
import pytest

from experiments import sweep
from experiments.figures.drawing.reading import read
from experiments.figures.why import scatter
from experiments.findings.drawn.ranks import interval, partial_ranks, rank_rows
from tests.experiments.commands import done


def test_a_parameter_that_only_goes_with_another_is_freed_of_it():
    rng, draws = np.random.default_rng(1), 2000
    cause = rng.random(draws)
    companion = cause + 0.5 * rng.random(draws)
    output = cause + 0.5 * rng.random(draws)
    found = partial_ranks(np.array([cause, companion]), output)
    near = 4 / np.sqrt(draws)
    assert found[0] == pytest.approx(2 / 3, abs=near)  # sqrt(0.2 / 0.45), as the variances go
    assert found[1] == pytest.approx(0, abs=near)


def test_what_others_tell_wholly_has_no_correlation_of_its_own():
    same = np.arange(20.0)
    assert partial_ranks(np.array([same, same]), same).tolist() == [0.0, 0.0]
    assert partial_ranks(same[None], -same).tolist() == pytest.approx([-1.0])


def test_intervals_hold_no_correlation_as_often_as_they_say():
    rng, studies, held = np.random.default_rng(2), 500, 0
    for _ in range(studies):
        inputs = rng.random((3, 40))
        found = partial_ranks(inputs, rng.random(40))
        low, high = interval(float(found[0]), 40, 3)
        held += low <= 0 <= high
    assert abs(held / studies - 0.95) < 4 * np.sqrt(0.95 * 0.05 / studies)


def test_words_and_what_does_not_vary_have_no_rank():
    columns = {"a": [1, 2, 3, 4, 5, 6], "b": [1] * 6, "c": list("xyxyxy"), "d": [True, False] * 3}
    rows = list(rank_rows(columns, [0.1, 0.2, 0.3, 0.4, 0.5, 0.7]))
    assert [row["parameter"] for row in rows] == ["a"]
    assert rows[0]["correlation"] == pytest.approx(1)
    assert not list(rank_rows(columns, [0.5] * 6))
    assert not list(rank_rows({"a": [1, 2]}, [0.1, 0.2]))


def test_a_title_names_what_entry_surely_goes_with_and_nothing_else():
    rows = [
        {"parameter": "army.morale", "correlation": 0.8, "low": 0.7, "high": 0.9},
        {"parameter": "public.opposed", "correlation": -0.5, "low": -0.7, "high": -0.2},
        {"parameter": "army.loyalty", "correlation": 0.2, "low": -0.1, "high": 0.4},
    ]
    said = scatter.finding(rows)
    assert said == (
        "Over the draws, entry rises with army morale (+0.80 [+0.70, +0.90]) and falls with "
        "public opposed (-0.50 [-0.70, -0.20])"
    )
    assert "not seen" in scatter.finding(rows[2:])
    assert "Too few" in scatter.finding([])


@pytest.mark.processes
@pytest.mark.parametrize(
    ("more", "panels"), [((), 2), (("sweep.public.opposed=[0.5,0.9]",), 3)], ids=["two", "three"]
)
def test_drawn_parameters_have_a_picture_and_a_table(more, panels):
    done(
        sweep, "design=sobol", "points=16", "sweep.army.morale=[0.2,0.7]",
        "sweep.lukashenko.dependence=declared", *more, "pressure=severe", "population=small",
        "weeks=8", "replications=8", "workers=1", "bands=luck", "figures=none", "output=r",
    )  # fmt: skip
    from pathlib import Path

    tables = read(Path("r"))
    assert len(pd.read_csv("r/correlations.csv")) == panels
    (picture,) = scatter.draw(tables)
    assert picture.name == "scatter"
    assert len(picture.rows) == 16
    assert len(picture.figure.axes) == panels  # of two a map and its scale
