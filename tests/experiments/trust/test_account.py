"""What a calibration says, and whose beliefs it is given."""

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.trust.account import absurd, printed, proving, rows
from experiments.trust.account.asking import asked
from experiments.trust.account.beliefs import Beliefs, ratio
from experiments.trust.account.fitted import fitted
from experiments.trust.record.targets import targets
from experiments.trust.table.building import Lived
from experiments.trust.table.levels import LEVEL_NAMES
from experiments.trust.table.size import FULL, TableSize
from sim import Scenario
from sim.mixture import Vectors
from sim.priors.prior import Prior

POINTS, HISTORIES = 256, 3
PRIOR = Prior.of(Scenario())


@pytest.fixture(scope="module")
def lived():
    """A table that nobody lived: morale drives entry, and the first target tells of it."""
    rng = np.random.default_rng(3)
    draws = PRIOR.draw(POINTS, 1)
    score = draws.unit[:, list(draws.coordinates).index("army.morale")] - 0.5
    points = {f"entry.{name}": 1 / (1 + np.exp(2 - 6 * score)) for name in LEVEL_NAMES}
    points |= {f"error.{name}": np.full(POINTS, 0.01) for name in LEVEL_NAMES}
    points |= {each.column: np.zeros(POINTS) for each in absurd.ABSURD}
    record = {key: target.observed for key, target in targets().items()}
    size = (POINTS, HISTORIES)
    histories = {key: rng.normal(record[key], 1.0, size) for key in targets()}
    first = next(iter(targets()))
    histories[first] = record[first] + 8 * (score[:, None] - 0.3) + rng.normal(0, 0.5, size)
    histories["A12"] = rng.normal(record["A12"] - 20, 1.0, size)
    histories["weight"] = np.full(size, 0.9)
    flat = {name: each.ravel() for name, each in histories.items()}
    return Lived(TableSize(points=POINTS, histories=HISTORIES), PRIOR, draws, points, flat)


@pytest.fixture(scope="module")
def found(lived):
    return fitted(lived)


def test_a_target_that_the_model_cannot_reach_is_named_first_and_left_out(found):
    assert found.out_of_reach == ("A12",)
    first = rows.of_targets(found)[0]
    assert (first["target"], first["verdict"]) == ("A12", "out of reach")
    assert "A12" in printed.of_failures(found)
    assert "A12" not in [row["left_out"] for row in rows.of_left_out(found)]


def test_what_tells_of_a_parameter_is_learned_and_the_rest_is_said_not_to_be(found, lived):
    told = {row["unknown"]: row for row in rows.of_unknowns(found, lived)}
    assert told["army.morale"]["learned"] != "not learned"
    assert float(told["army.morale"]["median"]) > float(told["army.morale"]["prior_median"])
    assert told["regime.absent"]["learned"] == "not learned"


def test_every_target_is_left_out_in_turn_beside_all_of_them(found):
    names = [row["left_out"] for row in rows.of_left_out(found)]
    assert names == ["none", *(key for key in targets() if key != "A12")]


def test_p_entry_is_told_at_every_pressure_for_all_that_may_be_known(found):
    told = list(rows.of_entry(found))
    assert len(told) == len(LEVEL_NAMES) * len(found.given)
    for row in told:
        assert row["low"] <= row["median"] <= row["high"]


def test_an_analyst_who_believes_in_higher_morale_expects_more_entries(found, lived):
    beliefs = Beliefs.of({"prior.army.morale": "normal(0.5, 0.05)"})
    theirs = fitted(lived, ratio(beliefs, lived))
    assert theirs.prior.mixture() > found.prior.mixture()


def test_evidence_comes_on_top_of_the_prior_and_judgement_in_its_place(lived):
    text = "normal(0.42, 0.05)"
    instead = ratio(Beliefs.of({"prior.army.morale": text}), lived)
    beside = ratio(Beliefs.of({"evidence.army.morale": text}), lived)
    morale = lived.draws.coordinates["army.morale"]
    own = {each.name: each.distribution for each in PRIOR.coordinates}["army.morale"]
    np.testing.assert_allclose(beside - instead, own.log_density(morale))


def test_a_belief_that_the_table_does_not_bear_is_refused_with_what_is_left(lived):
    with pytest.raises(UserError, match=r"draws \d+ are left"):
        ratio(Beliefs.of({"prior.army.morale": "normal(0.95, 0.001)"}), lived)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("prior.army.moral", "normal(0.5, 0.05)", "did you mean army.morale"),
        ("prior.army.morale", "normal(0.5)", "normal"),
        ("prior.army.morale", "gauss(0.5, 0.05)", "gauss"),
        ("prior.initial_complianse", "uniform(0.3, 0.5)", "did you mean initial compliance"),
    ],
)
def test_a_belief_that_cannot_be_read_is_one_line(lived, name, text, said):
    with pytest.raises(UserError, match=said):
        ratio(Beliefs.of({name: text}), lived)


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ("points=1000", "not a power of two"),
        ("points=many", "not a whole number"),
        ("histories=0", "not a whole number from 2"),
        ("quik=true", "did you mean quick"),
        ("quick=yes", "neither true nor false"),
        ("ship", "not of the form"),
    ],
)
def test_a_slip_on_the_command_line_is_one_line(argument, said):
    with pytest.raises(UserError, match=said):
        asked([argument])


def test_only_the_whole_table_without_own_beliefs_can_be_shipped():
    assert asked(["ship=true"]).asked.points == FULL
    for other in ("quick=true", "prior.army.morale=normal(0.5, 0.05)", "points=4096"):
        with pytest.raises(UserError, match="ship = true"):
            asked(["ship=true", other])


def test_a_table_of_few_points_says_that_it_is_no_calibration(found, lived):
    assert any("NO calibration" in line for line in printed.about(found, lived))


def test_absurd_points_are_cut_whatever_they_say_of_entry():
    points = {each.column: np.array([0.0, each.most, each.most * 1.01]) for each in absurd.ABSURD}
    assert absurd.believable(points).tolist() == [True, True, False]
    assert not any("entry" in each.column for each in absurd.ABSURD)


def test_stored_vectors_are_proved_by_living_them_again():
    draws = PRIOR.draw(8, 1)
    vectors = Vectors("calibrated", dict(draws.columns))
    stored = proving.proof(vectors)
    proving.check_proved(vectors, {"model": "another", "proof": stored})
    stored["severe"][3] += 1e-6
    with pytest.raises(UserError, match="another state of the model"):
        proving.check_proved(vectors, {"model": "another", "proof": stored})
