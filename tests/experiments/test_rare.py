"""The chance of an event on the way: what the command says."""

import re
from pathlib import Path

import pandas as pd
import pytest

from experiments import rare
from tests.experiments.commands import done, mistake

SMALL = ("population=small", "weeks=26", "seed=1")


def test_splitting_answers_where_counting_cannot_see(tmp_path: Path) -> None:
    said = done(rare, "event=front<0.6", "worlds=1200", "output=r", *SMALL).out
    asked = (
        "P(front<0.6 before the world ends, within 26 weeks from 2022-12-07 | model, assumptions)"
    )
    assert asked in said
    assert said.index("by splitting") < said.index("by counting")
    assert "of 1,200 families in effect, one world makes" in said
    assert "Worlds were copied on the way at front 0.7" in said
    rows = pd.read_csv(tmp_path / "r" / "rare.csv").set_index("how")
    assert (rows["low"] <= rows["probability"]).all()
    assert (rows["probability"] <= rows["high"]).all()
    assert asked in (tmp_path / "r" / "answer.md").read_text(encoding="utf-8")


def test_counting_answers_first_where_it_can_see() -> None:
    said = done(rare, "event=front<0.7", "worlds=600", *SMALL).out
    assert said.index("by counting") < said.index("by splitting")


def test_where_splitting_gives_nothing_counting_s_bound_and_the_reason_are_said() -> None:
    short = ("population=small", "weeks=13", "seed=1")  # by 0.01 a week, 0.3 does not fall so far
    said = done(rare, "event=hosting<0.01", "worlds=600", *short).out
    assert re.search(r"by counting +< ", said)
    assert "by splitting" not in said
    assert "Splitting gives nothing: none of 600 families passed the threshold." in said


def test_progress_goes_to_stderr_with_rate_and_time() -> None:
    said = done(rare, "event=front<0.7", "worlds=600", *SMALL)
    assert "600 of 600 worlds (100%)" in said.err
    assert "worlds/s, done in" in said.err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((), "name an event, such as 'event=compliance<0.05'"),
        (
            ("event=compliance>2",),
            "event = 'compliance>2': compliance lies within 0 to 1, and only a threshold from 0 "
            "to 1 other than 1 can be passed this way",
        ),
        (("event=morale<0.5",), "morale is not one of front"),
        (("event=compliance<0.05", "worlds=1"), "worlds = 1 is not a whole number of at least 2"),
        (("event=compliance<0.05", "islands=4"), "unknown parameter islands"),
        (("event=compliance<0.05", "replications=4"), "replications is not for a rare event"),
        (("event=front<0.6", "sweep.army.morale=[0.3]"), "leave out what is swept"),
    ],
)
def test_a_mistake_ends_in_one_line(arguments: tuple[str, ...], says: str) -> None:
    assert says in mistake(rare, *arguments)
