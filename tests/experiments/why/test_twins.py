"""Twin worlds: the same worlds as they are and with one thing changed."""

from functools import cache

import numpy as np
import pytest

from experiments import replay
from experiments.why.points.asked import asked
from experiments.why.twins import by_vector, readings, rows
from experiments.why.twins.changed import Changed, as_it_is
from experiments.why.twins.changes import changes, other_luck, words_of
from experiments.why.twins.differing import vector_of
from experiments.why.twins.divergence import ANYTHING, CHOICE, MEASURES, SHOWN, parting
from experiments.why.twins.examples import commands, examples
from experiments.why.twins.living import live
from experiments.why.twins.records import BECAME, ENTRY, EVENTS, FAILED, Twins
from sim.estimates.courses import Courses
from sim.luck import DICE, Channel, Luck
from sim.world import NEVER
from tests.experiments.commands import done

SEVERE = ("pressure=severe", "population=small", "parameters=defaults")
ENTERS = "force=first ultimatum: lukashenko=limited_entry for 52 weeks"


@cache
def study(*arguments):
    return asked(arguments or SEVERE, {}, "a counterfactual")[0]


@cache
def lived(text: str, worlds: int = 96, *arguments: str) -> Twins:
    """Worlds of severe pressure beside the same with one thing changed."""
    mine = study(*arguments)
    return live(as_it_is(mine), changes(mine, text), 0, worlds)[0]


def otherwise(**values):
    """The worlds of severe pressure with some parameters changed, whether looked at or not."""
    usual = as_it_is(study())
    named = {path.replace("__", "."): value for path, value in values.items()}
    return live(usual, [Changed("a change", (), usual.scenario.but(named), usual.luck)], 0, 64)[0]


def test_a_change_that_cannot_matter_flips_nothing_and_no_twins_ever_part():
    twins = otherwise(choice__loss_aversion=3.0)  # only the prospect rule looks at it
    assert not twins.flipped.any()
    assert (twins.week == NEVER).all()
    np.testing.assert_array_equal(*twins.chances)
    assert readings.parting(twins, CHOICE).share.count == 0
    entry = readings.effects(twins)[EVENTS.index(ENTRY)]
    assert entry.difference.probability == 0
    assert entry.difference.low <= 0 <= entry.difference.high


def test_forced_to_enter_nobody_declines_without_an_order_and_worlds_that_he_declined_flip():
    twins = lived(ENTERS)
    before, after = twins.became
    declined = BECAME.index("declined")
    assert (before == declined).sum() > 10
    failed = twins.happened[1, EVENTS.index(FAILED)]
    assert not ((after == declined) & ~failed).any()
    assert twins.entered[1][before == declined].any()


def test_where_entry_is_taken_off_the_table_every_entry_flips_and_nothing_else_does():
    twins = lived("force=never entry")
    assert twins.entered[0].any()
    assert not twins.entered[1].any()
    np.testing.assert_array_equal(twins.flipped, twins.entered[0])
    assert readings.flipped(twins, True).count == 0
    assert sum(each.count for _, each in readings.reasons(twins, False)) == twins.flipped.sum()


@pytest.mark.parametrize("owner", sorted(DICE))
def test_other_dice_of_an_owner_leave_the_dice_of_all_others_alone(owner):
    numbers = np.arange(32, dtype=np.uint64)
    usual, other = (each.of_week(3, numbers) for each in (Luck(1), other_luck(1, owner)))
    for channel, draws in usual.items():
        same = np.array_equal(draws, other[channel])
        assert same == (channel not in DICE[owner]), Channel(channel)


def test_what_the_front_deals_shows_first_in_the_front_or_in_what_is_decided_after_it():
    twins = lived("luck=front")
    assert (twins.week[MEASURES.index(ANYTHING)] == 0).all()
    assert {SHOWN[ANYTHING][who] for who in twins.who[MEASURES.index(ANYTHING)]} == {"front"}


def test_a_weaker_army_shows_in_the_army_in_the_first_week():
    twins = lived("army.morale=0.3")
    assert (twins.week[MEASURES.index(ANYTHING)] == 0).all()
    assert {SHOWN[ANYTHING][who] for who in twins.who[MEASURES.index(ANYTHING)]} == {"army"}
    choice = twins.week[MEASURES.index(CHOICE)]
    assert (choice[choice != NEVER] >= 0).all()
    assert readings.effects(twins)[EVENTS.index(ENTRY)].difference.high < 0


def test_with_all_luck_dealt_anew_worlds_flip_as_often_as_two_strangers_differ():
    twins = lived("luck=all", 400)
    p = twins.chances[:, EVENTS.index(ENTRY)].mean()
    share, expected = twins.flipped.mean(), 2 * p * (1 - p)
    assert abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / twins.worlds)


def test_endings_that_are_foreseen_and_drawn_tell_the_same_effect():
    twins = lived("army.morale=0.3")
    before, after = twins.of(ENTRY)
    drawn = twins.entered[1].astype(float) - twins.entered[0]
    noise = drawn - (after - before)
    assert abs(noise.mean()) < 4 * noise.std(ddof=1) / np.sqrt(twins.worlds)


def test_twins_are_the_same_in_whatever_lots_they_are_lived():
    mine = study()
    changed = changes(mine, "army.morale=0.3")
    whole = live(as_it_is(mine), changed, 0, 24)[0]
    parts = [live(as_it_is(mine), changed, *lot)[0] for lot in ((0, 10), (10, 14))]
    for name, values in vars(Twins.joined(parts)).items():
        np.testing.assert_array_equal(values, getattr(whole, name), err_msg=name)


def test_twins_have_the_same_vector_of_what_the_change_leaves_alone():
    mine = study("pressure=severe")
    usual, changed = as_it_is(mine).scenario, changes(mine, "lukashenko=cautious")[0].scenario
    kept = changed.vectors.columns
    assert "lukashenko.loyalty_bias" not in kept
    assert "army.morale" in kept
    for path, values in kept.items():
        np.testing.assert_array_equal(values, usual.vectors.columns[path])
    vector = vector_of(usual, np.arange(900, dtype=np.uint64))
    assert vector.max() == usual.vectors.many - 1
    assert vector[0] == vector[usual.vectors.many]


def courses(**told):
    """The courses of one world over four weeks."""
    made = Courses.unwritten(4, 1)
    made.weight[:] = 1
    for name, values in told.items():
        getattr(made, name)[:, 0] = values
    return made


@pytest.mark.parametrize(
    ("told", "anything", "choice"),
    [
        ({}, (NEVER, None), (NEVER, None)),
        ({"front": [0, 0.1, 0, 0]}, (1, "front"), (NEVER, None)),
        ({"rung": [0, 0, 2, 2], "front": [0, 1, 1, 1]}, (1, "front"), (2, "lukashenko")),
        ({"rung": [0, 0, 2, 2], "option": [0, 0, 3, 0]}, (2, "putin"), (2, "putin")),
        ({"weight": [1, 0, 0, 0], "rung": [0, 0, 1, 1]}, (1, "ending"), (NEVER, None)),
    ],
)
def test_twins_part_in_the_first_week_that_differs_and_in_who_plays_first(told, anything, choice):
    weeks, who = parting(courses(), courses(**told))
    for place, (week, name) in enumerate((anything, choice)):
        assert weeks[place, 0] == week
        found = None if week == NEVER else SHOWN[MEASURES[place]][who[place, 0]]
        assert found == name


def test_what_worlds_were_and_are_adds_up_to_all_of_them():
    twins = lived("army.morale=0.3")
    counts = [row["count"] for row in rows.of_flips("a change", twins)]
    assert len(counts) == len(BECAME) ** 2
    assert sum(counts) == twins.worlds
    for measure in MEASURES:
        found = [each for each in rows.of_divergence("", twins) if each["measure"] == measure]
        assert sum(each["count"] for each in found) == twins.worlds


def test_a_world_to_replay_ends_in_the_replay_as_it_did_in_the_look():
    mine, text = study(), "force=never entry"
    example = examples(lived(text))[0]
    assert example.before == ENTRY
    assert example.after != ENTRY
    lines = list(commands(example, as_it_is(mine), changes(mine, text)[0]))
    assert all(f"world={example.world}" in line for line in lines)
    arguments = as_it_is(mine).arguments, changes(mine, text)[0].arguments
    before, after = (done(replay, *each, f"world={example.world}").out for each in arguments)
    assert "Belarus enters the war" in before
    assert "Belarus enters the war" not in after


def test_worlds_of_one_vector_count_for_no_more_than_the_vector():
    few = np.random.default_rng(1).random(20)
    vector = np.repeat(np.arange(20), 50)
    many, alone = by_vector.mean(few.repeat(50), vector), by_vector.mean(few, np.arange(20))
    assert many.probability == pytest.approx(alone.probability)
    assert many.high - many.low == pytest.approx(alone.high - alone.low)
    assert by_vector.between(few.repeat(50), vector) == pytest.approx(few.std(ddof=1))
    marked = few.repeat(50) > 0.5
    all_of_them = by_vector.part(marked, np.ones(1000, bool), vector)
    assert all_of_them.high - all_of_them.low > 0.3  # that of 20, not of 1,000


def test_luck_alone_is_no_difference_between_vectors():
    luck = np.random.default_rng(2).normal(size=4000)
    assert by_vector.between(luck, np.arange(4000) % 400) < 4 * np.sqrt(0.1) / 400**0.25


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("army.morale=0.3", ["army.morale=0.3"]),
        ("army.morale=0.3 lukashenko=cautious", ["army.morale=0.3", "lukashenko=cautious"]),
        (ENTERS, [ENTERS]),
        (f"army.morale=0.3 {ENTERS}", ["army.morale=0.3", ENTERS]),
        (f"'{ENTERS}' army.morale=0.3", [ENTERS, "army.morale=0.3"]),
        ("army.groups=[0.1, 0.2] weeks=9", ["army.groups=[0.1, 0.2]", "weeks=9"]),
    ],
)
def test_a_change_is_read_as_it_is_typed(text, words):
    assert words_of(text) == words
