"""What of a difference is due to whom."""

from functools import cache

import numpy as np
import pytest

from experiments.plan.identity import parameters_of
from experiments.why.attribution import living, shapley
from experiments.why.attribution.groups import between, groups_of
from experiments.why.attribution.living import Coalitions, Sides, entry
from experiments.why.attribution.readings import attribution, rows
from experiments.why.points.asked import asked
from experiments.why.twins.changes import beside, words_of
from experiments.why.twins.differing import alone, differing, varied

GROUPS = 4
EVERY = np.arange(1 << GROUPS)
MEMBERS = (EVERY[:, None] >> np.arange(GROUPS)) & 1 == 1


def game(value, groups=GROUPS):
    """The values of all coalitions of a game, shape (coalitions, 1)."""
    sets = [{g for g in range(groups) if number >> g & 1} for number in range(1 << groups)]
    return np.array([[float(value(each))] for each in sets])


def test_in_an_additive_game_everybody_gets_what_he_brings():
    worth = np.array([3.0, -1.0, 0.5, 0.0])
    np.testing.assert_allclose(shapley.exact((MEMBERS @ worth)[:, None])[:, 0], worth)


def test_a_majority_of_three_is_shared_evenly():
    parts = shapley.exact(game(lambda who: len(who) >= 2, 3))
    np.testing.assert_allclose(parts[:, 0], [1 / 3] * 3)


def test_the_one_left_glove_is_worth_four_right_ones_of_two():
    parts = shapley.exact(game(lambda who: 0 in who and len(who) >= 2, 3))
    np.testing.assert_allclose(parts[:, 0], [2 / 3, 1 / 6, 1 / 6])


def test_who_brings_nothing_gets_nothing_and_equals_get_the_same():
    parts = shapley.exact(game(lambda who: len(who - {3}) ** 2))[:, 0]
    assert parts[3] == 0
    np.testing.assert_allclose(parts[:3], 3.0)


def test_parts_add_up_to_the_difference_in_every_world():
    values = np.random.default_rng(1).random((1 << GROUPS, 50))
    parts = shapley.exact(values)
    assert parts.shape == (GROUPS, 50)
    np.testing.assert_allclose(parts.sum(axis=0), values[-1] - values[0], atol=1e-12)


def test_drawn_orders_agree_with_all_of_them_within_their_error():
    values = np.random.default_rng(2).random((1 << GROUPS, 20))
    orders = shapley.drawn_orders(GROUPS, 400, [3])
    brings = shapley.marginal(values, EVERY, orders)
    error = brings.mean(axis=2).std(axis=0, ddof=1) / np.sqrt(400)
    off = np.abs(brings.mean(axis=(0, 2)) - shapley.exact(values).mean(axis=1))
    assert (off < 4 * error).all()
    assert (error > 0).all()
    np.testing.assert_allclose(
        brings.sum(axis=1), np.broadcast_to(values[-1] - values[0], (400, 20)), atol=1e-12
    )


def test_orders_meet_the_coalitions_on_their_way_each_group_alone_and_all_but_each():
    met = set(shapley.met(np.array([[0, 1, 2, 3]])).tolist())
    assert met == {0, 1, 3, 7, 15, 2, 4, 8, 14, 13, 11}


@cache
def sides(against: str, *more: str) -> Sides:
    arguments = ("pressure=observed", "population=small", *more)
    study = asked(arguments, {}, "a counterfactual")[0]
    return Sides.of(study, beside(study, [*words_of(against), "population=small"], anew=True))


def lived(mine: Sides, worlds: int, seed: int = 1) -> Coalitions:
    """What `living.lived` gives, without processes."""
    coalitions, orders = mine.coalitions(seed)
    values = np.array([entry(mine, int(each), 0, worlds, seed) for each in coalitions])
    return Coalitions(mine.groups, coalitions, values, np.arange(worlds), orders)


def test_groups_are_the_owners_of_what_differs():
    mine = sides("scenario=june_2026 pressure=severe")
    assert set(mine.groups) == {"start", "theatre", "lukashenko", "opposition", "pressure"}
    assert mine.groups["start"] == ("start",)
    assert "theatre.contingent" in mine.groups["theatre"]


@pytest.mark.parametrize("parameters", ["calibrated", "defaults"])
def test_with_all_groups_changed_the_scenario_is_the_other(parameters):
    mine = sides("scenario=june_2026 lukashenko=cautious", f"parameters={parameters}")
    every = [path for paths in mine.groups.values() for path in paths]
    whole = between(mine.one, mine.other, every)
    assert parameters_of(alone(whole)) == parameters_of(alone(mine.other))
    assert varied(whole).keys() == varied(mine.other).keys()
    assert not differing(whole, mine.other)
    assert not differing(between(mine.one, mine.other, []), mine.one)


def test_parts_of_p_entry_add_up_and_a_group_that_nothing_looks_at_gets_nothing():
    mine = sides("pressure=maximum army.morale=0.5", "parameters=defaults", "weeks=30")
    other = mine.other.but({"choice.loss_aversion": 3.0})  # only the prospect rule looks at it
    mine = Sides(mine.one, other, groups_of(mine.one, other))
    found = attribution(lived(mine, 24))
    parts = {each.group: each for each in found.due}
    assert set(parts) == {"pressure", "army", "choice", "weeks"}
    assert parts["choice"].part.low == parts["choice"].part.high == 0
    total = sum(each.part.probability for each in found.due)
    assert total == pytest.approx(found.difference.probability, abs=1e-12)
    assert found.due[0].part.probability == max(abs(e.part.probability) for e in found.due)
    assert found.after.probability - found.before.probability == pytest.approx(total, abs=1e-12)


def test_alone_and_last_are_what_they_say():
    mine = sides("pressure=maximum army.morale=0.5", "parameters=defaults")
    found = lived(mine, 24)
    due = {each.group: each for each in attribution(found).due}
    first = next(iter(mine.groups))
    assert due[first].alone.probability == pytest.approx((found.of(1) - found.of(0)).mean())
    assert due[first].last.probability == pytest.approx((found.of(3) - found.of(2)).mean())
    alone_and_last = (due[first].alone.probability + due[first].last.probability) / 2
    assert due[first].part.probability == pytest.approx(alone_and_last)


def test_more_groups_than_can_be_lived_in_full_are_shared_out_from_drawn_orders(monkeypatch):
    mine = sides("pressure=maximum army.morale=0.5 lukashenko=gambler", "parameters=defaults")
    exact = attribution(lived(mine, 24))
    monkeypatch.setattr(living, "MOST", 2)
    drawn = attribution(lived(mine, 24))
    assert exact.orders == 0
    assert drawn.orders > 0
    known = {each.group: each.part for each in exact.due}
    for each in drawn.due:
        off = abs(each.part.probability - known[each.group].probability)
        assert off < each.part.high - each.part.low  # four errors
    total = sum(each.part.probability for each in drawn.due)
    assert total == pytest.approx(exact.difference.probability, abs=1e-12)


def test_the_rows_go_from_one_scenario_to_the_other():
    mine = sides("pressure=maximum army.morale=0.5", "parameters=defaults")
    told = list(rows("one", "other", attribution(lived(mine, 24)), "defaults"))
    assert [each["group"] for each in told][:: len(told) - 1] == ["from", "to"]
    assert len({tuple(each) for each in told}) == 1
    steps = [each["part"] for each in told if each["group"] not in ("from", "to", "difference")]
    assert told[0]["part"] + sum(steps) == pytest.approx(told[-1]["part"], abs=1e-6)
