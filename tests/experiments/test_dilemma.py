"""The dilemma: the same worlds with each answer to the ultimatum, and what is said of them."""

from dataclasses import replace
from functools import cache
from math import inf

import numpy as np
import pandas as pd
import pytest

from experiments import dilemma as door
from experiments.figures.dilemma import dilemma_says
from experiments.why.dilemma import told
from experiments.why.dilemma.answers import (
    ANSWERS,
    BELOW,
    ENTERS,
    HELD,
    YEAR,
    Place,
    kept,
    places,
    unforced,
)
from experiments.why.dilemma.crossing import crossing, place
from experiments.why.dilemma.judged import RIGHTLY, WRONGLY, judged
from experiments.why.dilemma.lives import _to_the_end, live
from experiments.why.dilemma.readings import ALL, BEST, GROUPS, OBEYS, beliefs, naive, powers
from experiments.why.dilemma.records import Lives, joined
from experiments.why.first_answers import FirstAnswers
from experiments.words.dilemma import Verdict, finding, verdict
from sim import Scenario
from sim.model import WarEntry
from sim.world import Rung
from tests.experiments.commands import mistake

SMALL = {"army.soldiers": 64, "public.citizens": 128}
SEVERE = Place(0.42, 0.8)


def scenario(**changes):
    named = {path.replace("__", "."): value for path, value in changes.items()}
    return unforced(Scenario().but(SMALL | named), SEVERE)


@cache
def severe(worlds=48, **changes) -> Lives:
    """Worlds at severe pressure, with every answer."""
    return live(scenario(**changes), 0, worlds, 1)


def made_up(gain, worlds=400, seed=3, obeys=True) -> Lives:
    """Lives in which each world keeps him in power with chance .5 below entry, and with .5 + gain
    if he enters.
    """
    luck = np.random.default_rng(seed)
    below, entry = luck.random(worlds) < 0.5, luck.random(worlds) < 0.5 + gain
    lasted = {
        (rung, held): np.where(entry if rung >= ENTERS else below, inf, 5.0)
        for rung in ANSWERS
        for held in HELD
    }
    chances = np.full((len(Rung), worlds), 0.5)
    return Lives(
        worlds=worlds, number=np.arange(worlds, dtype=np.uint64), answered=np.zeros(worlds, int),
        choice=np.full(worlds, int(ENTERS)), own=chances, true=chances,
        entered=np.arange(worlds) % 2 == 0, went=entry, lasted=np.where(entry, inf, 5.0),
        lasted_with=lasted, obeys=np.full(worlds, obeys),
    )  # fmt: skip


def test_twins_are_asked_in_the_same_worlds_in_the_same_weeks():
    free, asked = (
        _to_the_end(WarEntry(each, worlds=40, seed=1, collect=False))
        for each in (scenario(), kept(scenario(), Rung.STALL, 8))
    )
    assert (free.answered == asked.answered).all()
    assert (free.answered >= 0).any()


def test_watching_for_first_answers_changes_nothing():
    seen = WarEntry(scenario(), worlds=40, seed=1, collect=False)
    expected = FirstAnswers(seen).found
    free, plain = _to_the_end(seen), _to_the_end(WarEntry(scenario(), worlds=40, seed=1))
    assert (free.fell == plain.fell).all()
    assert (free.outcome == plain.outcome).all()
    assert ((free.answered >= 0) == (expected.choice >= 0)).all()


@pytest.mark.long
def test_lots_cut_anyhow_give_the_same_lives():
    whole = severe()
    parts = joined([live(scenario(), 0, 20, 1), live(scenario(), 20, 28, 1)])
    assert parts.worlds == whole.worlds
    assert (parts.number == whole.number).all()
    assert np.array_equal(parts.true, whole.true)
    for twin, lasted in whole.lasted_with.items():
        assert np.array_equal(parts.lasted_with[twin], lasted)


def test_a_paired_difference_is_the_difference_of_the_shares():
    found = powers(severe(), ALL, YEAR, YEAR)
    for rung in ANSWERS:
        less = found.less(rung, found.best)
        apart = found.chance(rung).probability - found.chance(found.best).probability
        assert less.probability == pytest.approx(apart)
        assert less.low <= less.probability <= less.high


def test_no_lower_rung_is_better_than_the_best():
    found = powers(severe(), ALL, YEAR, YEAR)
    assert found.best in BELOW
    assert all(found.less(rung, found.best).probability <= 0 for rung in BELOW)


def test_where_the_army_obeys_and_where_it_does_not_are_all_worlds_asked():
    whole, *parts = (powers(severe(), group, 8, YEAR) for group in GROUPS)
    assert whole.worlds == sum(each.worlds for each in parts)
    for rung in ANSWERS:
        assert whole.in_power[rung].sum() == sum(each.in_power[rung].sum() for each in parts)


def test_an_army_that_obeys_the_forced_order_obeys_his_own():
    lives = severe()
    enters = lives.choice == ENTERS
    assert enters.any()
    assert (lives.went[enters] == lives.obeys[enters]).all()


def test_entering_ends_him_more_often_where_the_army_does_not_obey():
    lives = severe()
    rules = lives.in_power(YEAR, (ENTERS, YEAR))
    assert rules[lives.obeys].mean() > rules[~lives.obeys].mean()


@pytest.mark.long
def test_an_expected_share_is_the_law_with_the_true_army_where_he_knows_it():
    blind, seeing = severe(), severe(lukashenko__loyalty_bias=0.0, lukashenko__uncertainty=0.01)
    gaps = [np.abs(each.own - each.true)[ENTERS].mean() for each in (blind, seeing)]
    assert gaps[0] > 0.08
    assert gaps[1] < 0.04


def test_who_overrates_his_army_expects_more_of_entering_than_the_law_says():
    found = {each.rung: each for each in beliefs(severe(), powers(severe(), ALL, YEAR, YEAR))}
    assert found[ENTERS].own > found[ENTERS].true + 0.05
    assert abs(found[Rung.REFUSE].own - found[Rung.REFUSE].true) < 0.05


@pytest.mark.parametrize(
    ("difference", "at"),
    [
        ((-1, 1), 0.5),
        ((-1, 3), 0.25),
        ((-3, -2), inf),
        ((1, 2), -inf),
        ((1, 0), inf),
    ],
)
def test_the_crossing_of_a_straight_line(difference, at):
    assert place((0.0, 1.0), np.array(difference, float)) == at


def test_a_difference_that_wavers_crosses_where_it_stays_above():
    assert place((0.0, 0.4, 0.6, 1.0), np.array([1.0, -1.0, 1.0, 2.0])) == pytest.approx(0.5)


def test_the_crossing_of_made_up_worlds_is_found():
    lives = {level: made_up(level - 0.6, 4000, int(10 * level)) for level in (0.4, 0.6, 0.8, 1.0)}
    found = crossing(lives, 4000, OBEYS, YEAR, "refuse")
    assert found.low < 0.6 < found.high
    assert found.low < found.at < found.high
    assert found.high - found.low < 0.15


def test_the_interval_of_a_crossing_shrinks_with_worlds():
    widths = []
    for worlds in (200, 5000):
        lives = {level: made_up(level - 0.6, worlds, 7) for level in (0.3, 0.5, 0.7, 0.9)}
        found = crossing(lives, worlds, ALL, YEAR, BEST)
        widths.append(found.high - found.low)
    assert widths[1] < widths[0] / 2


def test_entering_that_never_pays_crosses_nowhere_and_one_that_always_does_below():
    never = {level: made_up(-0.4) for level in (0.4, 1.0)}
    assert told.crossing_said(crossing(never, 400, ALL, YEAR, BEST)) == "at no pressure up to 1"
    always = {level: made_up(0.4) for level in (0.4, 1.0)}
    found = crossing(always, 400, ALL, YEAR, BEST)
    assert told.crossing_said(found) == "at every pressure from 0.4 to 1"


def test_a_crossing_that_the_worlds_cannot_tell_has_no_number():
    level = {1.0: made_up(0.0, worlds=60)}
    said = told.crossing_said(crossing(level, 60, ALL, YEAR, "posture"))
    assert said == "at a pressure that these worlds cannot tell"
    nobody = {1.0: made_up(0.0, worlds=60, obeys=False)}
    said = told.crossing_said(crossing(nobody, 60, OBEYS, YEAR, "posture"))
    assert said == "at a pressure that too few worlds can tell"


@pytest.mark.parametrize(
    ("gain", "said"),
    [
        (0.3, "Entering saves him at maximum pressure"),
        (-0.3, "Entering does not save him at maximum pressure"),
        (0.0, "Entering may or may not save him at maximum pressure"),
    ],
)
def test_the_paragraph_says_what_the_numbers_do(gain, said):
    lines = list(told.answered(told.Dilemma({1.0: made_up(gain)}, 400)))
    assert lines[0].startswith(f"{said}: a year after his first answer he is in power in ")
    assert lines[1].startswith("Where the army obeys, entering ")


def test_too_few_worlds_are_said_to_be_too_few():
    few = told.Dilemma({0.2: made_up(0.3, worlds=12), 1.0: made_up(-0.4, obeys=False)}, 400)
    lines = list(told.answered(few))
    assert lines[0] == "Too few worlds are asked at pressure 0.2 (12) to say anything."
    assert lines[1].startswith("Entering does not save him at maximum pressure")
    assert len(lines) == 2


def test_what_he_expects_is_held_against_what_comes():
    lives = made_up(-0.3)
    (said,) = told.expected(told.Dilemma({0.7: lives}, 400))
    assert said.startswith("He expects too much of entering: at pressure 0.7 to be in power")
    modest = replace(lives, own=lives.own - 0.45)
    (said,) = told.expected(told.Dilemma({0.7: modest}, 400))
    assert said.startswith("He expects too little of entering")


def test_worlds_that_entered_are_not_compared_without_a_warning():
    lives = replace(made_up(-0.3), lasted=np.where(np.arange(400) % 2 == 0, inf, 5.0))
    one, other = naive(lives, YEAR)
    assert (one.probability, other.probability) == (1.0, 0.0)
    (said,) = told.warning(told.Dilemma({1.0: lives}, 400))
    assert said.startswith("A warning: ")
    assert "+100 points; in the same worlds" in said


def test_who_is_right_in_hindsight_ruled_on_where_the_other_answer_ended_him():
    lives = made_up(0.2)
    found = {(each.quantity, each.of): each.estimate for each in judged(lives, 8)}
    own, other = lives.in_power(YEAR), lives.in_power(YEAR, (Rung.REFUSE, 8))
    enters = "where he answers with entry"
    assert found[RIGHTLY, enters].count == (own & ~other).sum()
    assert found[WRONGLY, enters].count == (other & ~own).sum()
    right, wrong = found[RIGHTLY, enters].probability, found[WRONGLY, enters].probability
    less = found["entering less that rung", enters].probability
    assert right - wrong == pytest.approx(less)


def test_points_have_a_sign_but_nought_has_none():
    assert [told.points(each) for each in (0.234, -0.05, 0.004, -0.004)] == ["+23", "-5", "0", "0"]


def test_an_interval_that_holds_nought_says_nothing():
    assert verdict(0.01, 0.2) is Verdict.SAVES
    assert verdict(-0.2, -0.01) is Verdict.DOES_NOT
    assert verdict(-0.1, 0.1) is Verdict.UNCLEAR


YES, NO, UNCLEAR = Verdict.SAVES, Verdict.DOES_NOT, Verdict.UNCLEAR


@pytest.mark.parametrize(
    ("everywhere", "obeyed", "said"),
    [
        ((NO, NO), (NO, YES), "Entering does not save him, unless the army obeys: then it does at "
         "maximum pressure"),
        ((NO, NO), (NO, NO), "Entering does not save him, even where the army obeys"),
        ((NO, NO), (UNCLEAR, NO), "Entering does not save him; where the army obeys, that is not "
         "clear"),
        ((NO, UNCLEAR), (NO, UNCLEAR), "It is not clear that entering saves him"),
        ((NO, YES), (YES, YES), "Entering saves him at maximum pressure, and where the army obeys "
         "at severe and maximum pressure"),
    ],
)  # fmt: skip
def test_the_title_is_true_of_the_verdicts(everywhere, obeyed, said):
    levels = (0.8, 1.0)
    found = (dict(zip(levels, each, strict=True)) for each in (everywhere, obeyed))
    assert finding(*found).startswith(said)


def test_a_figure_without_worlds_says_so():
    nothing = pd.DataFrame(columns=["answer", "group", "pressure"])
    assert dilemma_says(nothing).startswith("Too few ultimatums came")


def test_the_full_look_holds_the_scenarios_own_morale_among_five():
    asked = places(Scenario().but({"army.morale": 0.45}), full=True)
    assert {each.morale for each in asked} == {0.34, 0.42, 0.45, 0.5, 0.58, 0.66}
    assert {each.pressure for each in asked} == {round(step / 10, 1) for step in range(11)}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pressure=high", "the dilemma is looked at over set weeks and at pressures of its own"),
        ("weeks=20", "leave pressure and weeks out"),
        ("worlds=1", "worlds = 1 is not a whole number from 2 to 999,999,999"),
        ("full=perhaps", "full = perhaps is neither true nor false"),
        ("replications=50", "replications is not for the dilemma; allowed beside parameters"),
        ("sweep.army.morale=[0.3,0.5]", "leave out what is swept"),
        ("force=never entry", "leave lukashenko and never entry out of force"),
        ("force=week 3: lukashenko=host", "leave lukashenko and never entry out of force"),
        ("army.cohesiom=0", "cohesion"),
    ],
)
def test_what_cannot_be_asked_is_answered_in_a_line(typed, said):
    assert said in mistake(door, typed)


@pytest.mark.processes
def test_the_command_prints_keeps_and_draws_the_dilemma(tmp_path, capsys):
    folder = tmp_path / "d"
    door.main(["worlds=60", "population=small", "workers=2", f"output={folder}"])
    said = capsys.readouterr().out
    for words in ("Does entering save him?", "Too few worlds are asked", "too few"):
        assert words in said
    kept_there = {path.name for path in folder.rglob("*") if path.is_file()}
    tables = {"dilemma.csv", "beliefs.csv", "judged.csv", "crossings.csv", "config.yaml"}
    assert tables | {"dilemma.png", "dilemma.svg"} <= kept_there
    table = pd.read_csv(folder / "dilemma.csv")
    assert set(table["answer"]) == {rung.name.lower() for rung in ANSWERS}
    assert set(table["group"]) == set(GROUPS)
    assert (table["in_power_low"] <= table["in_power"]).all()
    whole = table[table["group"] == "all"]
    best = whole[whole["answer"] == whole["best_lower_rung"]]
    assert (best["less_best"] == 0).all()
