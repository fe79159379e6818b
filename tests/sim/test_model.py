"""With one world, WarEntry is an ordinary Mesa model."""

import inspect

import mesa
import numpy as np
import pytest

from sim import Scenario, ScenarioError, simulate
from sim.model import REPORTED, WarEntry
from sim.world import NEVER

QUIET = {"pressure.level": 0.0}
# from 3.5 on Mesa hands the seeds over itself
BY_MESA = "rng" in inspect.signature(mesa.batch_run).parameters
RNG, SEED = ({"rng": [1]}, {}) if BY_MESA else ({"iterations": 1}, {"seed": [1]})
FEW = {"army.soldiers": 64, "public.citizens": 64}


@pytest.fixture(scope="module")
def lived_to_the_end():
    model = WarEntry(Scenario().but(QUIET), seed=1)
    while model.running:
        model.step()
    return model


def test_five_actors_play(lived_to_the_end):
    actors = [type(agent).__name__ for agent in lived_to_the_end.agents]
    assert sorted(actors) == ["Army", "Lukashenko", "Opposition", "Public", "Putin"]


def test_actors_can_be_selected_and_asked_like_any_agents(lived_to_the_end):
    leaders = lived_to_the_end.agents.select(lambda agent: hasattr(agent, "decision"))
    assert sorted(leaders.get("name")) == ["lukashenko", "opposition", "putin"]
    assert len(lived_to_the_end.agents_by_type) == 5


def test_the_year_is_collected_week_by_week(lived_to_the_end):
    weeks = lived_to_the_end.datacollector.get_model_vars_dataframe()
    assert list(weeks) == ["seed", *REPORTED]
    assert len(weeks) == 52
    assert np.isfinite(weeks.to_numpy()).all()
    assert weeks["protest"].max() == lived_to_the_end.histories.peak_protest[0]
    assert weeks["compliance"].min() == lived_to_the_end.histories.lowest_compliance[0]


def test_mesa_runs_the_model_to_its_end():
    model = WarEntry(**FEW, weeks=5)
    model.run_model()
    assert (model.week, model.running) == (5, False)


def test_a_model_that_has_ended_lives_no_further_week(lived_to_the_end):
    week, collected = (
        lived_to_the_end.week,
        len(lived_to_the_end.datacollector.model_vars["protest"]),
    )
    lived_to_the_end.step()
    assert lived_to_the_end.week == week
    assert len(lived_to_the_end.datacollector.model_vars["protest"]) == collected


def test_one_world_stepped_by_mesa_is_the_same_world_in_a_batch(lived_to_the_end):
    batch = simulate(Scenario().but(QUIET), 8, seed=1, estimator="counted").histories
    assert lived_to_the_end.histories.outcome[0] == batch.outcome[0]
    np.testing.assert_array_equal(
        lived_to_the_end.histories.rung_weeks[:, 0], batch.rung_weeks[:, 0]
    )


def test_mesa_batch_run_gives_the_outcomes_of_simulate():
    levels, morale, worlds = [0.4, 1.0], [0.3, 0.45], range(3)
    grid = {
        "pressure.level": levels,
        "army.morale": morale,
        "first_world": list(worlds),
        "weeks": 26,
        **FEW,
    }
    rows = mesa.batch_run(
        WarEntry, grid | SEED, max_steps=100, number_processes=1, display_progress=False, **RNG
    )
    assert len(rows) == len(levels) * len(morale) * len(worlds)
    for row in rows:
        scenario = Scenario().but(
            FEW | {name: row[name] for name in ("pressure.level", "army.morale", "weeks")}
        )
        alone = simulate(
            scenario,
            1,
            seed=1,
            first_world=row["first_world"],
            follow_entry=True,
            estimator="counted",
        )
        told = alone.histories
        assert row["outcome"] == told.outcome[0]
        last = scenario.weeks - 1 if told.fell[0] < 0 else told.fell[0]
        assert row["Step"] in (last, last + 1)  # from 3.5 on Mesa counts from one


@pytest.mark.filterwarnings("ignore:The `iterations`")  # from 3.5 on Mesa prefers rng
def test_iterations_of_mesa_batch_run_are_other_worlds_that_can_be_lived_again():
    rows = mesa.batch_run(
        WarEntry, {"weeks": 4, **FEW}, iterations=3, number_processes=1, display_progress=False
    )
    assert len({row["seed"] for row in rows}) == len({row["front"] for row in rows}) == 3
    for row in rows:
        again = WarEntry(**{"weeks": 4} | FEW, seed=int(row["seed"]))
        again.run_model()
        assert again.datacollector.model_vars["front"][-1] == row["front"]


def test_a_model_without_a_seed_draws_one_and_keeps_it():
    seeds = [WarEntry(**FEW).luck.seed for _ in range(3)]
    assert len(set(seeds)) == 3
    assert all(0 <= seed < 2**53 for seed in seeds)


def test_worlds_leave_when_his_rule_has_ended_and_the_others_keep_their_numbers():
    model = WarEntry(
        Scenario().but({"pressure.level": 1.0} | FEW),
        worlds=64,
        first_world=100,
        seed=1,
        collect=False,
    )
    living = set(range(100, 164))
    while model.running:
        model.step()
        assert set(model.world.number) == living
        living -= {int(number) for number in model.world.number[model.world.fell != NEVER]}
    assert 0 < len(living) < 64


def test_parameters_can_be_named_one_by_one():
    model = WarEntry(**{"army.morale": 0.3, "weeks": 10} | FEW)
    assert (model.assumptions.army.morale, model.assumptions.weeks) == (0.3, 10)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"worlds": 0}, "worlds 0 to -1 are not within 0 to 4294967295"),
        ({"first_world": -1}, "worlds -1 to -1 are not within 0 to 4294967295"),
        ({"first_world": 2**56}, "are not within 0 to 4294967295"),
        ({"first_world": 2**32 - 1, "worlds": 2}, "worlds 4294967295 to 4294967296 are not within"),
        ({"seed": -1}, r"seed = -1 is outside \[0, 18446744073709551615\]"),
        ({"seed": 2**64}, r"seed = 18446744073709551616 is outside \[0, 18446744073709551615\]"),
        ({"army.moral": 0.3}, "did you mean morale?"),
        ({"wrlds": 3}, "unknown parameter wrlds"),
    ],
)
def test_a_model_that_cannot_be_is_refused(options, words):
    with pytest.raises(ScenarioError, match=words):
        WarEntry(**options)
