"""The look at what drives entry: what it says, leaves behind, and does not depend on."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from experiments import sensitivity
from experiments.figures.why import screening, tornado
from experiments.words.why.drivers import (
    GROUPS,
    TOGETHER,
    finding,
    group,
    kind,
    leaders,
    single,
    told,
)
from sim.numbers import part, part_interval, points
from tests.experiments.commands import done, mistake

SMALL = ("population=small", "weeks=6", "pressure=maximum", "points=4", "worlds=2", "morris=0")


def row(name, total, low, high, alone=0.1):
    return {
        "group": name, "total": total, "total_low": low, "total_high": high,
        "first": alone, "first_low": alone - 0.05, "first_high": alone + 0.05,
    }  # fmt: skip


def test_shares_that_may_be_nothing_are_bounds():
    assert part(-0.01, -0.03, 0.013) == "< 2 %"
    assert part(0.001, -0.001, 0.002, "under ") == "under 1 %"
    assert part(0.41, 0.35, 0.47) == "41 %"
    assert part(0.0081, 0.0061, 0.0101) == "0.8 %"
    assert part(0.5, -0.2, 1.2) == "not told"
    assert part_interval(0.35, 0.47) == "[35 - 47 %]"
    assert part_interval(-0.1, 0.08) == "[0 - 8 %]"
    assert part_interval(0.7, 1.2) == "[70 - 100 %]"
    assert points(0.123, 0.09, 0.15) == "+12 [+9, +15]"


def test_a_title_names_every_group_that_none_is_surely_ahead_of():
    rows = [
        row("army", 0.6, 0.5, 0.7), row("structure", 0.5, 0.4, 0.55), row("putin", 0.3, 0.2, 0.4),
        row("all parameters", 0.9, 0.8, 1.0), row("dummy", 0.0, 0.0, 0.0),
    ]  # fmt: skip
    assert [each["group"] for each in leaders(rows)] == ["army", "structure"]
    said = finding(rows, "at severe Kremlin pressure (0.8)")
    assert "the army's parameters and the model of leaders and choice: 60 % [50 - 70 %]" in said
    assert "Putin" not in said
    assert "all parameters" not in said


def test_a_title_singles_nothing_out_where_many_may_lead():
    rows = [row(name, 0.3, 0.1, 0.5) for name in ("army", "putin", "public", "regime")]
    assert finding(rows, "here").startswith("No single input stands out")
    nothing = [row("army", float("nan"), float("nan"), float("nan"))]
    assert not told(nothing)
    assert "too little" in finding(nothing, "here")


def test_every_group_has_a_name_and_a_kind():
    assert {kind(name) for name in GROUPS} == {"parameters", "structure", "luck", "dummy"}
    assert not {each["group"] for each in single([row(name, 1, 0, 1) for name in GROUPS])} & {
        *TOGETHER, "dummy",
    }  # fmt: skip
    assert group("somebody") == "the parameters of somebody"


def test_a_tornado_says_one_at_a_time_and_widest_only_where_it_surely_is():
    swings = pd.DataFrame({
        "level": 0.8, "parameter": ["army.morale", "army.loyalty"],
        "entry_at_10": [0.3, 0.4], "entry_at_90": [0.8, 0.7],
        "difference": [0.5, 0.3], "difference_low": [0.45, 0.25], "difference_high": [0.55, 0.35],
    })  # fmt: skip
    said = tornado.finding(swings)
    assert said == (
        "One at a time, army morale takes entry from 30 % to 80 % at severe Kremlin pressure "
        "(0.8), the widest swing of 2 parameters".replace("pressure (", "pressure\u00a0(")
    )
    assert "a wide swing" in tornado.finding(swings.assign(difference_high=[0.75, 0.65]))
    none = swings.assign(difference_low=[-0.1, -0.1])
    assert "none of 2" in tornado.finding(none)


def test_a_screening_names_parameters_only_where_few_may_be_the_strongest():
    rows = pd.DataFrame({
        "level": 0.8, "parameter": [f"army.p{place}" for place in range(6)], "owner": "army",
        "strength": [3.0, 1.0, 0.9, 0.8, 0.7, 0.6],
    })  # fmt: skip
    rows = rows.assign(strength_low=rows["strength"] - 0.5, strength_high=rows["strength"] + 0.5)
    assert "army.p0 moves entry most" in screening.finding(rows)
    wide = rows.assign(strength_high=9.0)
    assert screening.finding(wide).startswith("6 single parameters of 6 may")
    assert "No single" in screening.finding(rows.assign(strength_low=-0.1))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["points=100"], "points = 100 is not a power of two"),
        (["parameters=defaults"], "leaves nothing to vary: allowed are calibrated and prior"),
        (["sweep.army.morale=[0.1,0.3]"], "is for one scenario: leave out what is swept"),
        (["replications=3"], "replications is not for what drives entry"),
        (["output=/dev/null"], "is not a folder"),
        (["worlds=2", "worlds=3"], "worlds is given twice"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(arguments, said):
    assert said in mistake(sensitivity, *arguments)


@pytest.mark.processes
def test_a_look_leaves_its_tables_and_does_not_depend_on_workers():
    said = done(sensitivity, *SMALL, "workers=1", "output=one").out
    done(sensitivity, *SMALL, "workers=2", "output=two")
    assert "What decides how often Belarus enters at maximum Kremlin pressure" in said.replace(
        "\n", " "
    )
    for name in ("sensitivity", "sums", "ties"):
        one, two = (Path(folder) / f"{name}.csv" for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes()
    table = pd.read_csv("one/sensitivity.csv")
    assert set(table["level"]) == {1.0}
    assert table.groupby("output")["group"].nunique().nunique() == 1
    dummy = table[table["group"] == "dummy"].dropna()
    np.testing.assert_array_equal(dummy["total"], 0.0)
    assert not (Path("one") / "screening.csv").exists()


@pytest.mark.processes
@pytest.mark.long
def test_a_whole_look_at_the_prior_has_every_table_and_figure():
    arguments = [each for each in SMALL if not each.startswith("morris")]
    done(sensitivity, *arguments, "parameters=prior", "morris=2", "output=whole")
    assert len(pd.read_csv("whole/tornado.csv")) == 12
    assert len(pd.read_csv("whole/screening.csv")) > 200
    figures = {each.stem for each in (Path("whole") / "figures").iterdir()}
    assert {"screening", "tornado"} <= figures
