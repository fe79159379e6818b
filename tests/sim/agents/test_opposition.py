"""The opposition: what its tactics are worth, what they do, and what they cost."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sim import Scenario
from sim.agents.opposition import OppositionIncentives, Tactic
from tests.leaders import LEADERS, tactic_chances
from tests.worlds import a_model, a_world

shares = st.floats(0, 1)
USUAL = OppositionIncentives()
OPPOSITION = LEADERS[2]


@pytest.mark.parametrize(
    ("field", "tactic"),
    [("pressure", Tactic.AGITATE), ("hosting", Tactic.SABOTAGE), ("protest", Tactic.MOBILISE)],
)
@given(shares, shares)
def test_occasion_never_makes_a_tactic_rarer(field, tactic, one, other):
    less, more = tactic_chances(a_world(worlds=2, **{field: sorted((one, other))}), Scenario())[
        tactic
    ]
    assert more >= less - 2**-50


def test_without_organisation_it_organises():
    assert (
        tactic_chances(a_world(capacity=0, hosting=0), Scenario())[:, 0].argmax() == Tactic.ORGANISE
    )


@given(shares, shares)
def test_repression_never_makes_the_most_exposed_tactic_likelier(one, other):
    free, policed = tactic_chances(a_world(worlds=2, repression=sorted((one, other))), Scenario())[
        int(np.argmax(USUAL.exposes))
    ]
    assert policed <= free + 2**-50


def played(tactic: Tactic, **fields):
    """The world after it has chosen a tactic."""
    model = a_model(**fields)
    exposes = tuple(float(each != tactic) for each in Tactic)
    quiet = {
        "choice.rule": "best_response",
        "opposition.prevent_entry": 0.0,
        "opposition.regime_change": 0.0,
    }
    scenario = model.assumptions.but(
        quiet | {"opposition.exposes": exposes}
    )  # the tactic itself is not exposed: no arrests
    model.opposition.act(model.world, OPPOSITION.week(1), scenario)
    assert model.world.opposition[0] == tactic
    return model.world


def test_only_organising_builds_capacity():
    assert played(Tactic.ORGANISE, capacity=0.4).capacity[0] == pytest.approx(
        0.4 + USUAL.organising
    )
    for tactic in (Tactic.AGITATE, Tactic.MOBILISE, Tactic.SABOTAGE):
        assert played(tactic, capacity=0.4).capacity[0] == pytest.approx(0.4 - USUAL.spending)


def test_each_tactic_puts_capacity_behind_its_target():
    agitated, mobilised, sabotaged = (
        played(tactic, capacity=0.5, hosting=0.6)
        for tactic in (Tactic.AGITATE, Tactic.MOBILISE, Tactic.SABOTAGE)
    )
    assert (agitated.agitation[0], agitated.mobilisation[0], agitated.hosting[0]) == (0.5, 0, 0.6)
    assert (mobilised.agitation[0], mobilised.mobilisation[0]) == (
        0,
        pytest.approx(0.5 * USUAL.mobilising),
    )
    assert sabotaged.hosting[0] == pytest.approx(0.6 - 0.5 * USUAL.sabotage)


@given(shares, shares)
def test_arrests_under_more_repression_never_leave_more_capacity(one, other):
    model = a_model(worlds=2, repression=sorted((one, other)), capacity=0.5)
    scenario = model.assumptions.but(
        {"choice.rule": "best_response", "opposition.exposes": (0.2, 0.2, 0.2, 0.2)}
    )
    model.opposition.act(model.world, OPPOSITION.week(2), scenario)
    free, policed = model.world.capacity
    assert policed <= free
