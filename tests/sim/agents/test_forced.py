"""What a scenario forces on actors: how it is written, and what is refused."""

import re
from math import inf

import pytest

from sim import Scenario, ScenarioError
from sim.agents.forced import Command, Forced, parse
from sim.agents.opposition import Tactic
from sim.world import Rung

REFUSED = (
    ("putin", "force, in 'putin': cannot be read; allowed: 'first ultimatum: ACTOR=OPTION', "),
    ("week 3: putin=hold: army=obey", "cannot be read"),
    ("week 3: putain=hold", "no actor is named 'putain'; did you mean putin? allowed: putin, "),
    ("week 3: army=obey", "no actor is named 'army'; allowed: putin, lukashenko, opposition"),
    (
        "week 3: lukashenko=refused",
        "no option of lukashenko is named 'refused'; did you mean refuse? allowed: refuse, stall, "
        "host, supply, posture, limited_entry, full_entry",
    ),
    ("week 3: lukashenko=ultimatum", "no option of lukashenko is named 'ultimatum'; allowed: "),
    ("week 3: opposition=", "no option of opposition is named ''"),
    ("month 3: putin=hold", "no such time as 'month 3'; allowed: first ultimatum, week N"),
    ("week -1: putin=hold", "'-1' is no week; allowed: a whole number from 0 to 9999"),
    ("week 1.5: putin=hold", "'1.5' is no week"),
    ("week: putin=hold", "'' is no week"),
    ("week 3: putin=hold for 0 weeks", "'0' is no number of weeks; allowed: a whole number from 1"),
    ("week 3: putin=hold for 2.5 weeks", "'2.5' is no number of weeks"),
    ("week 3: putin=hold for " + "9" * 5000 + " weeks", "is no number of weeks"),
    ("week 3: putin=hold for ever", "'for ever' is no length; allowed: for N weeks"),
    (
        "week 3: putin=hold for 2 weeks; week 4: putin=press",
        "in 'week 4: putin=press': putin is held in the same weeks by "
        "'week 3: putin=hold for 2 weeks'",
    ),
    ("week 9: putin=press for 1 week; week 3: putin=hold", "putin is held in the same weeks"),
    (
        "first ultimatum: lukashenko=refuse for 2 weeks; first ultimatum: lukashenko=stall",
        "lukashenko is held in the same weeks by",
    ),
    (
        "never entry; week 3: lukashenko=full entry",
        "in 'week 3: lukashenko=full entry': 'never entry' is forced too; allowed: one of the two",
    ),
)


def test_nothing_is_forced_unless_it_is_written():
    assert parse("") == parse(" ; ") == Forced() == Scenario().forced


def test_an_actor_is_held_from_a_week_or_from_the_first_ultimatum():
    forced = parse(
        "first ultimatum: lukashenko=refuse for 52 weeks; week 10: putin=ultimatum for 1 week;"
        "week 0: opposition=sabotage"
    )
    assert forced.of("lukashenko") == (Command("lukashenko", Rung.REFUSE, None, 52),)
    assert forced.of("putin") == (Command("putin", 3, 10, 1),)
    assert forced.of("opposition") == (Command("opposition", Tactic.SABOTAGE, 0, inf),)
    assert forced.of("army") == ()
    assert not forced.never_entry


@pytest.mark.parametrize("rung", Rung)
def test_every_option_can_be_forced_by_its_name(rung):
    assert parse(f"week 3: lukashenko={rung.name.lower()}").commands[0].option == rung


def test_case_and_spaces_are_forgiven():
    untidy = "  First  ULTIMATUM :Lukashenko = Limited Entry   FOR 3\n Weeks ;; "
    assert parse(untidy) == parse("first ultimatum: lukashenko=limited_entry for 3 weeks")
    assert parse("NEVER  entry") == Forced(never_entry=True)


def test_commands_that_follow_each_other_or_bind_others_are_allowed():
    forced = parse(
        "week 3: putin=hold for 2 weeks; week 5: putin=press; week 3: lukashenko=host; "
        "first ultimatum: lukashenko=stall; never entry"
    )
    assert [each.week for each in forced.commands] == [3, 5, 3, None]
    assert forced.never_entry


@pytest.mark.parametrize(("text", "words"), REFUSED, ids=range(len(REFUSED)))
def test_what_cannot_be_forced_is_refused_in_one_line_that_says_what_is_allowed(text, words):
    with pytest.raises(ScenarioError, match=re.escape(words)) as refusal:
        Scenario().but({"force": text})
    assert "\n" not in str(refusal.value)
    assert str(refusal.value).startswith("force, in '")


def test_a_command_of_the_last_week_comes_and_one_after_it_never_would():
    assert Scenario(weeks=4, force="week 3: putin=hold for 9 weeks").forced.commands[0].week == 3
    with pytest.raises(ScenarioError, match="week 4 for putin is outside the weeks 0 to 3"):
        Scenario(weeks=4, force="week 4: putin=hold")


def test_what_is_forced_goes_with_the_scenario_and_leaves_it_hashable():
    forced = Scenario(force="never entry")
    assert forced.forced.never_entry
    assert not forced.but({"force": ""}).forced.never_entry
    assert hash(forced) == hash(Scenario(force="never entry"))
