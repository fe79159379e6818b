"""Events on the way: a quantity passing a threshold."""

import pytest

from benchmarks.coverage import ENDLESS, SMALL
from benchmarks.front_law import falls_below
from sim import Scenario, ScenarioError, simulate
from sim.splitting.events import Event, counted


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("compliance", "is not of the form"),
        ("morale<0.5", "morale is not one of front"),
        ("compliance<e", "e is not a number"),
    ],
)
def test_an_event_that_cannot_be_read_is_explained(text, says):
    with pytest.raises(ScenarioError, match=says):
        Event.parse(text)


@pytest.mark.parametrize(
    ("text", "top", "edge"),
    [
        ("compliance>2", 1, 1),
        ("compliance>1", 1, 1),
        ("compliance<0", 1, 0),
        ("compliance<-1", 1, 0),
        ("front<1.5", 1, 0),
        ("contingent>60", 60, 60),
    ],
)
def test_a_threshold_that_cannot_be_passed_is_refused_with_the_range(text, top, edge):
    with pytest.raises(ScenarioError, match=f"within 0 to {top}, .* other than {edge} can be"):
        Event.parse(text).check(Scenario())


def test_the_range_of_the_contingent_is_the_scenario_s():
    Event.parse("contingent>60").check(Scenario().but({"theatre.most_contingent": 100.0}))


@pytest.mark.parametrize("text", ["compliance<0.5", "protest>0.05", "contingent>15"])
def test_an_event_is_said_as_it_was_asked(text):
    assert str(Event.parse(text)) == text
    assert Event.parse(text).value(-0.0) == Event.parse(text).threshold


def test_counting_is_that_of_the_lives_that_did_not_end():
    scenario = SMALL.but({**ENDLESS, "theatre.front_spread": 0.03})
    plain = counted(scenario, Event.parse("front<0.7"), 3000)
    truth = falls_below(scenario.theatre, scenario.weeks, 0.7)
    assert plain.low - 0.02 < truth < plain.high + 0.02


def test_counting_does_not_depend_on_batches(monkeypatch):
    event = Event.parse("compliance<0.7")
    whole = counted(SMALL, event, 300)
    monkeypatch.setattr("sim.splitting.events.batch_size", lambda scenario: 64)
    told = []
    assert counted(SMALL, event, 300, advance=told.append) == whole
    assert told == [64, 64, 64, 64, 44]
    lowest = simulate(SMALL, 300, seed=0, estimator="counted").histories.lowest_compliance
    assert whole.count <= (lowest < 0.7).sum()
