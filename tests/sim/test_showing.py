"""What came out shows itself, in a terminal and in a notebook, with its interval."""

import numpy as np
import pytest

from sim import Estimate, Outcome, Rung, Scenario, simulate
from sim.mixture import Mixture, Vectors
from sim.showing import KINDS

HIGH = Scenario().but({"pressure.level": 0.8, "army.soldiers": 64, "public.citizens": 64})


@pytest.fixture(scope="module")
def outcomes():
    return simulate(HIGH, 200)


def test_an_estimate_says_its_interval_its_worlds_and_its_words():
    assert str(Estimate(8, 200, 0.04, 0.02, 0.077)) == (
        "4.0 % [2.0 % - 7.7 %] in 200 worlds: almost no chance"
    )
    assert "<b>4.0 %</b> [2.0 % - 7.7 %]" in Estimate(8, 200, 0.04, 0.02, 0.077)._repr_html_()


def test_outcomes_are_a_line_and_a_table_and_no_wall_of_arrays(outcomes):
    assert len(repr(outcomes)) < 300
    assert repr(outcomes).startswith("<Outcomes of 200 worlds: P(entry) ")
    html = outcomes._repr_html_()
    assert html.count("<tr>") == 2 + len(Outcome)
    assert "95 % interval" in html


def test_a_scenario_shows_what_departs_from_the_defaults_and_nothing_else():
    assert repr(Scenario()) == "Scenario(the defaults)"
    assert repr(HIGH) == "Scenario(pressure.level=0.8, army.soldiers=64, public.citizens=64)"
    assert "<th style='text-align:left'>army.soldiers</th><td>64</td>" in HIGH._repr_html_()
    assert "nothing" in Scenario()._repr_html_()
    mixed = Mixture.over(HIGH, Vectors("prior", {"army.morale": np.array([0.3, 0.4])}))
    assert repr(mixed).endswith("; over 2 prior vectors)")


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_is_tidy_and_its_shares_are_those_of_the_estimates(outcomes, kind):
    frame = outcomes.frame(kind)
    assert list(frame.columns)[-5:] == ["worlds", "count", "probability", "low", "high"]
    assert ((frame["low"] <= frame["probability"]) & (frame["probability"] <= frame["high"])).all()
    if kind == "rung":
        assert list(frame["rung"]) == [each.name.lower() for each in Rung]
        assert frame["probability"].sum() == pytest.approx(1)
    if kind == "incidence":
        last = frame[frame["week"] == HIGH.weeks - 1].set_index("outcome")["probability"]
        usual = outcomes.frame().set_index("outcome")["probability"]
        for outcome in Outcome:
            name = outcome.name.lower()
            assert last[name] == pytest.approx(usual[name], abs=1e-8)


def test_there_is_no_frame_of_another_kind(outcomes):
    with pytest.raises(ValueError, match="kind = endings is not one of outcome, blocked"):
        outcomes.frame("endings")


def test_points_show_from_where_to_where_entry_goes():
    points = simulate(HIGH.varied({"army.morale": [0.2, 0.5]}), 20)
    assert repr(points).startswith("<PointOutcomes of 2 points with 20 worlds each: P(entry) from ")
    assert "army.morale" in points._repr_html_()
