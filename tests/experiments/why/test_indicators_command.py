"""The indicators as somebody asks for them: what is refused, what is said, what is left behind."""

import numpy as np
import pandas as pd
import pytest

from experiments import indicators as door
from experiments.why.indicators import living
from experiments.why.indicators.asked import question
from experiments.why.indicators.living import watched
from experiments.why.points.asked import asked
from experiments.words.why.indicators import areas, best, implied, leading, reliable
from sim.numbers import times, times_between
from tests.experiments.commands import done, mistake

SMALL = ("population=small", "workers=1")
FILES = ("indicators", "lead_times", "roc", "reliability", "observed", "parameters")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["worlds=10"], "worlds = 10 is not a whole number from 400 to 9,999,999"),
        (["week=-1"], "week = -1 is not a whole number from 0 to 207"),
        (["week=300"], "week = 300 is not a whole number from 0 to 207"),
        (["observe=rain in week 3"], "observe: 'rain in week 3' is not understood; allowed are"),
        (["until=2023-06-01"], "until = 2023-06-01 is for observe=timeline: leave it out"),
        (["observe=timeline", "until=soon"], "until = soon is not a day such as 2023-06-01"),
        (["observe=timeline", "until=2022-12-08"], "nothing that is coded"),
        (["observe=timeline", "until=2029-01-01"], "more than 208 weeks after 2022-12-07"),
        (["parameters=defaults"], "parameters = defaults leaves nothing to vary"),
        (["pressure=rising", "week=40"], "pressure climbs over 52 weeks and 67 have to be lived"),
        (["replications=9"], "replications is not for the indicators"),
        (["sweep.army.morale=[0.3,0.5]"], "the indicators is for one scenario"),
        (["output="], "output =  is not one line of 1 to 1,000 letters"),
    ],
)
def test_what_cannot_be_asked_is_refused_in_a_line(arguments, said):
    assert said in mistake(door, *arguments)


def test_what_was_seen_makes_worlds_longer_by_a_year():
    assert question(["week=13"]).weeks == 52
    assert question(["week=30"]).weeks == 57
    seen = question(["observe=ultimatum by week 20; no own units at the border by week 30"])
    assert (seen.seen_by, seen.weeks) == (30, 83)
    record = question(["observe=timeline", "until=2023-06-01"])
    assert (record.seen_by, record.weeks) == (24, 77)


def test_worlds_are_the_same_in_any_lots_and_over_any_weeks(monkeypatch):
    study, _ = asked([*SMALL, "pressure=severe"], {}, "a look")
    short = watched(study, 150, 4, 8).sightings
    monkeypatch.setattr(living, "_LOT", 100)
    long = watched(study, 250, 4, 12).sightings
    early = np.where(long.first[:, :150] < 8, long.first[:, :150], -1)
    np.testing.assert_array_equal(short.first, early)
    np.testing.assert_array_equal(short.highest, long.highest[:, :150])
    np.testing.assert_array_equal(short.vector, np.arange(150))
    assert (short.entered != -1).any()


@pytest.mark.long
def test_a_look_says_what_to_watch_and_leaves_its_tables_and_figures(tmp_path):
    folder = tmp_path / "look"
    said = done(
        door, *SMALL, "pressure=severe", "worlds=800", "week=4", f"output={folder}", "seed=3",
        "observe=no ultimatum by week 1; contingent above 4 thousand in week 1",
    ).out  # fmt: skip
    assert "What to watch: pressure.level=0.8" in said
    assert "P(entry | seen)" in said
    assert {path.stem for path in folder.glob("*.csv")} == set(FILES)
    for name in ("indicators", "roc", "reliability", "observed"):
        for ending in ("png", "svg", "csv"):
            assert (folder / "figures" / f"{name}.{ending}").is_file()
    windows = pd.read_csv(folder / "observed.csv")
    assert list(windows["weeks"]) == [4, 13, 26, 52]
    assert (windows["seen_low"] <= windows["seen"]).all()
    again = done(
        door, *SMALL[:1], "pressure=severe", "worlds=800", "week=4", "seed=3", "workers=2",
        f"output={tmp_path / 'again'}",
        "observe=no ultimatum by week 1; contingent above 4 thousand in week 1",
    )  # fmt: skip
    assert again.status == 0
    for name in FILES:
        file = f"{name}.csv"
        assert (folder / file).read_bytes() == (tmp_path / "again" / file).read_bytes()


@pytest.mark.long
def test_a_look_where_nobody_enters_says_that_nothing_can_be_said(tmp_path):
    said = done(
        door, *SMALL, "pressure=none", "worlds=400", f"output={tmp_path / 'none'}", figures=True
    ).out
    assert "No sign that is seen by week 13 makes entry clearly likelier" in said
    assert "Too few worlds enter for forecasts to be checked" in said


def test_a_sign_leads_alone_only_where_no_other_may_be_as_good():
    one, near, far = ("a", 4.0, 3.0, 5.0), ("b", 3.0, 2.0, 4.0), ("c", 1.5, 1.2, 1.8)
    assert [each[0] for each in best([far, near, one])] == ["a", "b"]
    assert leading([one, far], 13) == (
        "Entry is best foretold by a: the sighting by week 13 multiplies its odds by 4.0, more "
        "than any other sign"
    )
    assert leading([far, near, one], 2) == (
        "Entry is best foretold by a and b: seen by week 2, they multiply its odds by 4.0 and "
        "3.0, and are not told apart"
    )
    assert "none else raises them clearly" in leading([one], 2)


def test_what_speaks_against_entry_is_named_beside_what_speaks_for_it():
    up, down, weaker = ("a", 4.0, 3.0, 5.0), ("d", 0.4, 0.3, 0.5), ("e", 0.7, 0.6, 0.8)
    assert leading([], 2) == "No sign seen by week 2 makes entry clearly likelier"
    assert leading([weaker, down], 2) == (
        "No sign seen by week 2 makes entry clearly likelier; against it speaks most d (0.40)"
    )
    assert leading([up, down], 2).endswith("; against it speaks most d (0.40)")
    alike = ("f", 0.45, 0.35, 0.55)
    assert leading([alike, down], 2).endswith("against it speak most d (0.40) and f (0.45)")


def test_an_area_that_holds_a_half_says_nothing():
    up, down, flat = ("a", 0.7, 0.6, 0.8), ("b", 0.3, 0.2, 0.4), ("c", 0.6, 0.4, 0.7)
    assert areas([flat]).endswith("no quantity clearly foretells entry")
    assert areas([up, down, flat]).endswith(
        "a foretells entry best (area\u00a00.70); b speaks against it; 1 of 3 say nothing clearly"
    )


def test_a_check_is_told_by_the_interval_of_what_it_gains():
    assert "beat the base rate" in reliable(5, 6, 0.001, 0.002)
    assert "no surer than the base rate; they come true as often as they say in all" in reliable(
        6, 6, -0.001, 0.002
    )
    assert "lose to the base rate" in reliable(5, 6, -0.002, -0.001)


def test_what_was_seen_is_told_by_intervals_that_do_not_touch():
    apart, touching, higher = (
        (4, 0.1, 0.2, 0.3, 0.4),
        (13, 0.1, 0.3, 0.3, 0.4),
        (52, 0.5, 0.6, 0, 0.1),
    )
    assert implied([touching]) == "What was seen does not clearly change the chance of entry"
    assert implied([apart, touching]) == "What was seen makes entry less likely within 4 weeks"
    assert implied([apart]) == "What was seen makes entry less likely in every window"
    assert implied([apart, higher]) == (
        "What was seen makes entry likelier within 52 weeks and less likely within 4 weeks"
    )


@pytest.mark.parametrize(
    ("ratio", "said"),
    [(2.77, "2.8"), (0.309, "0.31"), (12.4, "12"), (0.996, "1.0"), (123.4, "123"), (9.96, "10")],
)
def test_times_are_told_in_two_figures(ratio, said):
    assert times(ratio) == said
    assert times_between(2.77, 2.3, 3.34) == "2.8 [2.3 - 3.3]"
