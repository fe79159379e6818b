"""A history says truly what woke the leaders, fits on a screen, and is the same in both formats."""

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest

from experiments import replay
from experiments.figures.history import draw
from experiments.why.tales.chronicle import Chronicle, Moment, lived
from experiments.why.tales.drawing import table
from experiments.why.tales.folding import EVERYTHING, GRAINS, Span, folded, weight
from experiments.why.tales.formats import WIDE
from experiments.why.tales.headline import headline
from experiments.why.tales.phrases import deed, projected, woken
from experiments.why.tales.telling import told
from experiments.why.tales.thoughts import Thought
from sim.scenario import Scenario
from tests.experiments.commands import done

FEW = {"army.soldiers": 64, "public.citizens": 128}
LEVELS = (0.4, 0.8, 1.0)
FATES = {
    "mutiny": "mutiny",
    "uprising": "The street brings the regime down",
    "coup": "Insiders remove Lukashenko",
    "removed": "Moscow removes Lukashenko",
}
HOMES = {
    "recalled": "The expedition comes home after",
    "broke": "The expedition breaks after",
    "mutinied": "In Ukraine the army turns its weapons round",
}
SCREEN = 50  # lines, what stands above the history included
WORLDS = 20


def scenario(**changes: object) -> Scenario:
    return Scenario().but(FEW | {path.replace("__", "."): each for path, each in changes.items()})


def chronicle(world: int, **changes: object) -> Chronicle:
    return lived(scenario(**changes), seed=1, world=world)


@pytest.fixture(scope="module")
def lives() -> list[Chronicle]:
    """Twenty worlds at three pressures."""
    return [chronicle(world, pressure__level=level) for level in LEVELS for world in range(WORLDS)]


def thoughts(lives: list[Chronicle], who: str) -> Iterator[tuple[Chronicle, Moment, Thought]]:
    for life in lives:
        for moment in life.moments:
            for thought in moment.thoughts:
                if thought.who == who:
                    yield life, moment, thought


def test_an_ultimatum_just_given_is_what_wakes_lukashenko(lives: list[Chronicle]) -> None:
    answered = 0
    for _, moment, thought in thoughts(lives, "lukashenko"):
        given = [each for each in moment.thoughts if each.who == "putin" and each.changed]
        if given and given[0].after == "ultimatum":
            assert woken(thought).startswith("Putin has given an ultimatum")
            answered += 1
        elif given:
            assert "Putin has changed course" in woken(thought)
    assert answered > 10


def test_a_failed_order_wakes_him_who_gave_it(lives: list[Chronicle]) -> None:
    seen = 0
    for life in lives:
        for moment in life.failures:
            later = [
                thought
                for each in life.moments[life.moments.index(moment) + 1 :]
                for thought in each.thoughts
                if thought.who == "lukashenko"
            ]
            if later and not moment.fall:
                assert "his order has failed" in woken(later[0])
                assert all("order has failed" not in woken(each) for each in later[1:2]) or (
                    len(life.failures) > 1
                )
                seen += 1
    assert seen > 3


def test_a_refused_ultimatum_wakes_putin_and_nothing_else_does_by_that_name(
    lives: list[Chronicle],
) -> None:
    said = [
        (thought.before, woken(thought) == "his ultimatum stands refused")
        for *_, thought in thoughts(lives, "putin")
    ]
    assert any(refused for _, refused in said)
    assert all(before == "ultimatum" for before, refused in said if refused)


def test_a_front_that_falls_is_what_wakes_putin() -> None:
    falling = tuple([0.8] * 10 + [0.4] * 42)
    for world in range(5):
        life = chronicle(world, theatre__front_weekly=falling)
        first = next(
            thought
            for moment in life.moments[10:]
            for thought in moment.thoughts
            if thought.who == "putin"
        )
        assert woken(first) == "Russia has lost at the front, from 0.80 to 0.40"


def test_a_resolve_that_rises_is_what_wakes_putin() -> None:
    rising = {"pressure__path": "weekly", "pressure__weekly": tuple([0.2] * 10 + [1.0] * 42)}
    life = chronicle(3, **rising)
    said = [
        woken(thought)
        for moment in life.moments[10:]
        for thought in moment.thoughts
        if thought.who == "putin"
    ]
    assert said[0] == "his resolve has risen from 0.20 to 1.00"


def test_who_is_woken_by_nothing_thinks_again_of_his_own_accord(lives: list[Chronicle]) -> None:
    assert {woken(thought) for *_, thought in thoughts(lives, "opposition")} == {
        "of its own accord"
    }
    quiet = [chronicle(world, pressure__level=0.0) for world in range(5)]
    said = {woken(thought) for *_, thought in thoughts(quiet, "lukashenko")}
    assert "of his own accord" in said


def test_a_choice_with_less_than_one_chance_in_ten_is_called_unlikely(
    lives: list[Chronicle],
) -> None:
    unlikely = 0
    for who in ("putin", "lukashenko", "opposition"):
        for *_, thought in thoughts(lives, who):
            assert ("an unlikely choice" in deed(thought)) == (thought.chance < 0.10)
            unlikely += thought.unlikely
    assert unlikely > 5


def test_where_war_was_near_it_is_said(lives: list[Chronicle]) -> None:
    near = 0
    for *_, thought in thoughts(lives, "lukashenko"):
        if thought.near_crossing >= 0.10 and not thought.crossed:
            assert re.search(r"(entry|coming home) stood at \d+ %", deed(thought))
            assert weight(thought) >= 3
            near += 1
    assert near


@pytest.mark.parametrize("level", LEVELS)
def test_a_year_fits_on_a_screen(level: float, lives: list[Chronicle]) -> None:
    heights = []
    for life in lives:
        if life.scenario.pressure.level == level:
            lines = [line for each in told(life, 0, 99) for line in each.text()]
            assert max(map(len, lines)) <= WIDE
            heights.append(len(lines) + 4)
    assert len(heights) == WORLDS
    assert max(heights) <= SCREEN


def test_a_year_without_a_decision_is_told_in_a_few_lines() -> None:
    asleep = {f"{who}__reconsiders": 0.001 for who in ("putin", "lukashenko", "opposition")}
    life = chronicle(1, putin__attention=0.0, **asleep)
    assert len(told(life, 0, 99)) <= 6


def test_folding_loses_no_week_and_keeps_what_weighs(lives: list[Chronicle]) -> None:
    for life in lives:
        for grain in (*GRAINS, EVERYTHING):
            parts = list(folded(life.moments, grain))
            moments = [
                moment
                for part in parts
                for moment in (part.moments if isinstance(part, Span) else (part.moment,))
            ]
            assert moments == list(life.moments)
            folded_away = [
                thought
                for part in parts
                if isinstance(part, Span)
                for moment in part.moments
                for thought in moment.thoughts
            ]
            assert all(weight(thought) < grain.told for thought in folded_away)
            spans = [isinstance(part, Span) for part in parts]
            assert not any(one and other for one, other in pairwise(spans))


def test_orders_and_the_ending_are_always_told(lives: list[Chronicle]) -> None:
    for life in lives:
        text = " ".join(line.strip() for each in told(life, 0, 99) for line in each.text())
        orders = [moment for moment in life.moments if moment.order]
        assert text.count("would obey an order to fight, this one takes") == len(orders)
        assert text.count("too few go, and the order fails") == sum(
            not moment.order.holds and not moment.order.mutiny for moment in orders if moment.order
        )
        assert text.count("What blocked entry") == (life.entered is None)
        assert text.count("Belarus enters the war with") == (life.entered is not None)
        assert text.count("The horizon is reached") == (life.fell is None)


def test_how_he_was_replaced_is_what_the_dice_said(lives: list[Chronicle]) -> None:
    replaced = [life for life in lives if life.outcome == "replaced" and life.ended]
    assert replaced
    for life in replaced:
        assert life.ended is not None
        assert life.ended.fall == life.fate in ("removed", "coup")
        if life.ended.stands["putin"] != "replace":
            assert life.fate == "coup"


def test_markdown_says_the_same_as_text() -> None:
    asked = ("population=small", "pressure=severe", "world=2")
    plain, marked = (done(replay, *asked, f"format={each}").out for each in ("text", "markdown"))
    heads = re.findall(r"^- \*\*([^*]+):\*\*", marked, re.MULTILINE)
    assert [head for head in heads if head in plain] == heads
    assert re.match(r"## [A-Z].*\n\nWorld 2 of ", marked)
    title = marked.splitlines()[0].removeprefix("## ")
    body = marked.split("\n\n", 2)[2]
    said = plain.replace(f"{title}.", "").split("\n\n", 1)[1]
    assert re.sub(r"(?m)^ *- |\*\*", " ", body).split() == said.split()


def test_a_chronicle_as_a_table_has_a_row_a_week(lives: list[Chronicle]) -> None:
    for life in lives[::7]:
        rows = table(life)
        assert len(rows) == life.weeks
        assert list(rows["week"]) == list(range(life.weeks))
        assert (rows["ending"] != "").sum() == (life.ended is not None)
        assert pd.api.types.is_bool_dtype(rows["putin_reconsiders"])


@pytest.fixture(scope="module")
def entered() -> list[Chronicle]:
    """Worlds of two years in which Belarus entered the war."""
    years = {"pressure.level": 1.0, "weeks": 104}
    lives = [lived(Scenario().but(FEW | years), seed=1, world=world) for world in range(60)]
    return [life for life in lives if life.entered]


def text_of(life: Chronicle) -> str:
    return " ".join(line.strip() for each in told(life, 0, 999) for line in each.text())


def test_a_history_goes_on_after_entry_to_the_end_of_his_rule_or_the_horizon(
    entered: list[Chronicle],
) -> None:
    assert len({life.fate for life in entered}) > 2
    for life in entered:
        last = told(life, 0, 999)[-1]
        line = " ".join(last.lines[-1].text.split())
        if life.fell is None:
            assert last.when == "After 104 weeks"
            assert line.startswith("The horizon is reached: Lukashenko is in power, his expedition")
            assert ("still in Ukraine" in line) == (life.moments[-1].state["serving"] > 0)
            assert "still in power at the end" in headline(life)
        else:
            assert last.when == f"Week {life.moments[-1].week}"
            assert FATES[life.fate] in line
            assert headline(life).endswith(f"in week {life.fell.week}")


def test_what_becomes_of_an_expedition_is_told(entered: list[Chronicle]) -> None:
    seen = set()
    for life in entered:
        text, homes = text_of(life), [each.home for each in life.moments if each.home]
        for how, words in HOMES.items():
            assert len(re.findall(words, text)) == sum(home.how == how for home in homes)
        seen |= {home.how for home in homes}
        first = homes[0].how if homes else None
        assert ("the expedition breaks in week" in headline(life)) >= (first == "broke")
    assert seen >= {"recalled", "broke"}


def test_troops_are_called_home_by_a_choice_and_break_without_one(
    entered: list[Chronicle],
) -> None:
    for life in entered:
        for before, moment in pairwise(life.moments):
            if moment.home is None:
                continue
            assert before.state["serving"] > 0 == moment.state["serving"]
            left = [each for each in moment.thoughts if each.who == "lukashenko" and each.crossed]
            assert (moment.home.how == "recalled") == bool(left)
            assert all("calls the expedition home" in deed(each) for each in left)
            assert moment.home.asked_again or moment.home.how == "mutinied"


def test_who_has_troops_in_ukraine_weighs_staying_against_coming_home(
    entered: list[Chronicle],
) -> None:
    abroad = [each for *_, each in thoughts(entered, "lukashenko") if each.abroad]
    assert abroad
    for thought in abroad:
        foretold = projected(thought, 52)
        assert "coming home" in foretold
        assert "limited entry" not in foretold or thought.before == "full_entry"
        assert thought.changed or "still keeps the " in deed(thought)
    text = " ".join(map(text_of, entered))
    assert re.search(r"he reckons: keeping it there [<>]?\d+ %, coming home [<>]?\d+ %", text)


def test_the_first_thought_of_an_expedition_is_told_and_routine_is_folded(
    entered: list[Chronicle],
) -> None:
    for *_, thought in thoughts(entered, "lukashenko"):
        if thought.first_abroad:
            assert weight(thought) >= 3
        elif thought.abroad and not (thought.changed or thought.asked_by):
            assert (weight(thought) >= 3) == (thought.near_crossing >= 0.10)


def test_an_expedition_that_has_come_home_is_what_wakes_putin(entered: list[Chronicle]) -> None:
    said = {woken(thought) for *_, thought in thoughts(entered, "putin")}
    assert "the expedition has been called home" in said
    assert "the expedition has broken" in said
    his = {woken(thought) for *_, thought in thoughts(entered, "lukashenko")}
    assert any("his expedition has broken" in each for each in his)


def test_the_part_of_a_history_after_entry_can_be_told_alone(entered: list[Chronicle]) -> None:
    life = next(each for each in entered if each.entered and each.entered.week < 60)
    assert life.entered
    heads = [paragraph.when for paragraph in told(life, 70, 80)]
    assert heads[0] == f"Week {life.entered.week}"
    if life.moments[-1].week >= 70:
        assert heads[1].startswith("From ")


def test_a_figure_shows_the_expedition_where_there_is_one(entered: list[Chronicle]) -> None:
    titles = {
        life.entered is not None: {axes.get_title(loc="left") for axes in picture.figure.axes}
        for life in (entered[0], chronicle(1, pressure__level=0.0))
        for picture in [draw(table(life), headline(life), "about", "name")]
    }
    assert "The expedition" in titles[True]
    assert "The expedition" not in titles[False]
    rows = table(entered[0])
    assert list(np.flatnonzero(rows["fall"] != "")) in ([], [len(rows) - 1])
    assert set(rows["home"]) <= {"", "recalled", "broke", "mutinied"}
