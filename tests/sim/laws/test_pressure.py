"""Moscow's resolve over time."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import ScenarioError
from sim.laws.pressure import LEVELS, Pressure, course, ultimatum_week

START = date(2022, 12, 7)


@given(st.floats(0, 1), st.integers(1, 1040))
def test_constant_pressure_keeps_its_level(level, weeks):
    np.testing.assert_array_equal(
        course(Pressure(level=level), START, weeks), np.full(weeks, level)
    )


def test_rising_pressure_climbs_in_equal_steps_from_level_to_final():
    rise = course(Pressure(level=0.2, final=0.9, path="rising"), START, 36)
    assert (rise[0], rise[-1]) == (0.2, 0.9)
    np.testing.assert_allclose(np.diff(rise), 0.02, atol=2**-52)


def test_an_ultimatum_stands_from_its_date_for_its_duration():
    levels = course(Pressure(level=0.2, path="ultimatum", date="2022-12-21", duration=3), START, 8)
    np.testing.assert_array_equal(levels, [0.2, 0.2, 1, 1, 1, 0.2, 0.2, 0.2])


def test_an_ultimatum_from_before_the_start_stands_for_what_is_left_of_it():
    levels = course(Pressure(level=0.2, path="ultimatum", date="2022-11-23", duration=3), START, 4)
    np.testing.assert_array_equal(levels, [1, 0.2, 0.2, 0.2])


@given(st.lists(st.floats(0, 1), min_size=1, max_size=60))
def test_a_weekly_course_is_the_one_that_is_written(levels):
    written = Pressure(path="weekly", weekly=tuple(levels))
    np.testing.assert_array_equal(course(written, START, len(levels)), levels)


def test_one_weekly_number_is_held_to_the_horizon():
    held = course(Pressure(path="weekly", weekly=(0.7,)), START, 5)
    np.testing.assert_array_equal(held, [0.7] * 5)


@pytest.mark.parametrize("path", ["constant", "rising", "ultimatum"])
def test_weekly_numbers_that_no_week_would_follow_are_refused(path):
    with pytest.raises(ScenarioError, match=f"pressure.path = {path} would not follow"):
        Pressure(path=path, weekly=(0.7,))


@pytest.mark.parametrize(
    ("day", "week"), [("2022-12-07", 0), ("2022-12-13", 0), ("2022-12-14", 1), ("2022-12-06", -1)]
)
def test_the_week_of_an_ultimatum_is_the_one_its_date_falls_in(day, week):
    assert ultimatum_week(Pressure(date=day), START) == week


def test_named_levels_rise_from_none_to_maximum():
    assert list(LEVELS.values()) == sorted(LEVELS.values())
    assert (LEVELS["none"], LEVELS["observed"], LEVELS["maximum"]) == (0, Pressure().level, 1)
