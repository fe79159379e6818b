"""What the live page shows is what the model says: sums, differences, curves, people."""

from functools import cache

import numpy as np
import pytest

from experiments.pages.app.living.stretches import FIRST, lived, spans
from experiments.pages.app.tabs.people import crowd
from experiments.pages.app.tabs.words import by_vector, difference, mean_over
from experiments.pages.app.tabs.world import story
from experiments.trust.bands.spread import mixture
from sim import Scenario, simulate
from sim.estimates.masses import Masses
from sim.laws.pressure import LEVELS
from sim.luck import Channel
from sim.model import WarEntry
from tests.experiments.commands import scenario
from tests.experiments.pages.asked_of import SMALL, ask, office, question

LEVEL = "pressure.level"


@cache
def small() -> Scenario:
    return scenario(*SMALL)


def test_stretches_added_up_are_the_worlds_of_one_batch_to_the_last_bit() -> None:
    whole = simulate(small(), 2_600, 4, estimator="conditional")
    masses, entry, rungs = Masses.empty(6), [], 0
    for first, worlds in spans(0, 2_600):
        part = lived(small(), first, worlds, 4)
        masses.merge(part.masses)
        entry.append(part.entry)
        rungs = rungs + part.rungs
    for name in ("incidence", "blocks", "rungs"):
        assert np.array_equal(getattr(masses, name), getattr(whole.masses, name))
    chances = whole.histories.chances
    assert np.array_equal(np.concatenate(entry), chances[1] + chances[2])
    assert np.array_equal(rungs, whole.weekly.lukashenko / 2**20)


def test_stretches_cover_every_world_once() -> None:
    found = list(spans(0, 8_000))
    assert [first for first, _ in found] == list(np.cumsum([0, *(n for _, n in found[:-1])]))
    assert sum(worlds for _, worlds in found) == 8_000
    assert list(spans(FIRST, FIRST)) == []


def test_answers_grow_and_each_is_that_of_its_worlds(tmp_path) -> None:
    lines = ask(office(tmp_path), "/api/answer", question(SMALL), until=2).lines
    assert [each["worlds"] for each in lines[:2]] == [FIRST, 2 * FIRST]
    for each in lines[:2]:
        found = simulate(small(), each["worlds"], 1)
        assert each["entry"]["probability"] == pytest.approx(found.entry().probability, rel=1e-12)
        assert each["entry"]["low"] == pytest.approx(found.entry().low, rel=1e-9)
        for row, blocked in zip(each["blocked"], found.blocked().values(), strict=True):
            assert row["probability"] == pytest.approx(blocked.probability, rel=1e-12)
        shares = np.array([rung["shares"] for rung in each["ladder"]["rungs"]])
        assert shares.sum(axis=0) == pytest.approx(1, abs=1e-5)


def test_what_an_answer_is_held_against_was_lived_in_the_same_worlds(tmp_path) -> None:
    asked = question([*SMALL, "army.morale=0.6"], pinned=[*SMALL, "seed=9"])
    lines = ask(office(tmp_path), "/api/answer", asked, until=2).lines
    assert lines[0]["pinned"] is None  # the first answer waits for nothing
    pinned = lines[1]["pinned"]
    mine, other = (
        simulate(each, pinned["worlds"], 1).histories.chances[[1, 2]].sum(axis=0)
        for each in (small().but({"army.morale": 0.6}), small())
    )
    expected = mine - other
    assert pinned["difference"]["probability"] == pytest.approx(expected.mean(), rel=1e-9)
    reach = 1.96 * expected.std(ddof=1) / np.sqrt(expected.size)
    assert pinned["difference"]["high"] == pytest.approx(expected.mean() + reach, rel=1e-2)


def test_an_answer_held_against_itself_is_the_same_in_every_world() -> None:
    chances = np.random.default_rng(1).random(50)
    assert difference(chances, chances, 0)["told"] == "the same in every world"


def test_a_difference_that_cannot_be_told_is_not_told() -> None:
    rng = np.random.default_rng([7, 41])
    one, other = rng.random((2, 400))
    assert difference(one, other, 0)["told"].startswith("no difference that can be told")
    told = difference(np.minimum(one + 0.2, 1), one, 0)["told"]
    assert " points more (+" in told


def test_over_vectors_it_is_vectors_that_are_sampled() -> None:
    rng = np.random.default_rng([7, 42])
    of_vectors = rng.random(40)
    entry = np.tile(of_vectors, 5)  # five worlds of each, all alike
    band = mixture(by_vector(entry, 40), "entry")
    found = mean_over(entry, 40)
    assert (found.low, found.high) == (band.low, band.high)
    alone = mean_over(entry, 0)
    assert found.high - found.low > 2 * (alone.high - alone.low)


def test_the_curve_is_that_of_every_level_alone(tmp_path) -> None:
    mine = office(tmp_path)
    line = ask(mine, "/api/curve", question(SMALL, pinned=SMALL), until=1).lines[0]
    for each in line["points"]:
        alone = simulate(small().but({LEVEL: each["level"]}), line["worlds"], 1).entry()
        assert each["probability"] == pytest.approx(alone.probability, rel=1e-12)
    assert line["ghost"] == line["points"]
    assert set(line["names"].values()) == set(LEVELS)


def test_a_pressure_of_its_own_course_has_no_curve(tmp_path) -> None:
    asked = question(["population=small", "pressure=rising"])
    (line,) = ask(office(tmp_path), "/api/curve", asked).lines
    assert "course of its own" in line["error"]


def test_what_matters_moves_one_parameter_in_the_same_worlds(tmp_path) -> None:
    line = ask(office(tmp_path), "/api/drivers", question(SMALL), until=1).lines[0]
    row = next(each for each in line["rows"] if each["path"] == "army.morale")
    for end in ("below", "above"):
        alone = simulate(small().but({"army.morale": row[end]["value"]}), line["worlds"], 1)
        assert row[end]["probability"] == pytest.approx(alone.entry().probability, rel=1e-12)
    moves = [abs(each["moves"]) for each in line["rows"]]
    assert moves == sorted(moves, reverse=True)


def test_the_dilemma_says_when_it_cannot_be_asked(tmp_path) -> None:
    asked = question([*SMALL, "force=never entry"])
    (line,) = ask(office(tmp_path), "/api/dilemma", asked).lines
    assert "the dilemma forces his answers itself" in line["error"]


def test_the_dots_of_a_week_are_the_people_that_the_model_counted(monkeypatch) -> None:
    from sim.agents import public

    counted, real = [], public.kernels

    class Counting:
        def __getattr__(self, name):
            return getattr(real, name)

        def count_protesters(self, *given):
            assert given[6] == int(Channel.CITIZEN_SHOCK)
            found = real.count_protesters(*given)
            counted.append(int(found[0]))
            return found

    monkeypatch.setattr(public, "kernels", Counting())
    severe = Scenario().but({LEVEL: 0.8})
    for world in range(3):
        counted.clear()
        people = crowd(severe, 1, world)
        assert people.angry.sum(axis=1).tolist() == counted
        assert people.obeying.mean(axis=1) == pytest.approx(people.compliance, abs=1e-12)
    assert max(counted) > 0


def test_watching_the_people_changes_nothing() -> None:
    severe = Scenario().but({LEVEL: 0.8})
    model = WarEntry(severe, worlds=1, first_world=5, seed=1, collect=False)
    compliance = []
    while model.running:
        model.step()
        compliance.append(float(model.world.compliance[0]))
    assert crowd(severe, 1, 5).compliance.tolist() == compliance


def test_a_world_is_told_with_reasons_and_is_the_one_that_was_asked_for() -> None:
    told = story(Scenario().but({LEVEL: 0.8}), 1, "pick=entry")
    assert "enters the war" in told["title"]
    assert any("entry" in each["happens"] for each in told["weeks"])
    assert any(line["notes"] for each in told["paragraphs"] for line in each["lines"])
    again = story(Scenario().but({LEVEL: 0.8}), 1, f"world={told['world']}")
    assert again["paragraphs"] == told["paragraphs"]


def test_a_kind_of_world_that_is_not_there_is_said(tmp_path) -> None:
    asked = question(["population=small", "weeks=4", "pressure=none"], own={"pick": "entry"})
    (line,) = ask(office(tmp_path), "/api/world", asked).lines
    assert "none of 1,000 worlds is like that" in line["error"]
    for own, said in (({"world": "-1"}, "not a whole number"), ({"pick": "nope"}, "not one of")):
        (line,) = ask(office(tmp_path), "/api/world", question(SMALL, own=own)).lines
        assert said in line["error"]
