"""Mechanisms: each is seen at the defaults, and a model without it is caught."""

from functools import cache

import pytest

from experiments.mechanisms import main
from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.why.mechanisms import army, leaders
from experiments.why.mechanisms.account import beliefs, mechanisms, pulls, verdict
from experiments.why.mechanisms.asked import trials
from experiments.why.mechanisms.look import check
from experiments.why.mechanisms.readings import Holds, Mechanism, Reading
from experiments.why.mechanisms.sums import added
from experiments.why.mechanisms.trials import Seen, seen_in
from sim import Scenario

pytestmark = pytest.mark.long

SMALL = {"army.soldiers": 128, "public.citizens": 128}
INCENTIVES = tuple(Scenario().lukashenko.weights)
WORLDS = 150


@cache
def seen(name, worlds=WORLDS, **changes):
    """What one trial of a changed scenario shows."""
    named = {path.replace("__", "."): value for path, value in changes.items()}
    trial = trials(Scenario().but(SMALL | named), worlds, full=False)[name]
    return Seen(added([seen_in(trial, 0, worlds, 1)]))


class Lazily(dict):
    """Trials that are lived when they are looked at."""

    def __init__(self, worlds=WORLDS, **changes):
        super().__init__()
        self.worlds, self.changes = worlds, changes

    def __missing__(self, name):
        return seen(name, self.worlds, **self.changes)

    def get(self, name, default=None):
        return self[name] if name in trials(Scenario(), 2, full=False) else default


def holds(readings, quantity=None):
    """Whether all figures of a mechanism, or those of one quantity, hold."""
    each = tuple(r for r in readings if quantity is None or quantity in r.quantity)
    assert each
    return Mechanism("M", "", each).holds


def test_ultimatums_are_events_and_policies_last():
    assert holds(leaders.policies_last(Lazily())) is Holds.YES
    assert holds(leaders.ultimatums_are_events(Lazily())) is not Holds.NO


def test_leaders_who_reconsider_every_day_do_not_stand_by_their_policies():
    restless = Lazily(lukashenko__reconsiders=5.0, lukashenko__leaning_lasts=1.0)
    assert holds(leaders.policies_last(restless)) is Holds.NO


def test_a_putin_without_a_bias_to_coerce_gives_too_few_ultimatums():
    assert holds(leaders.ultimatums_are_events(Lazily(putin__escalation=0.0))) is Holds.NO


def test_survival_decides():
    assert holds(leaders.survival_decides(Lazily(), INCENTIVES)) is not Holds.NO


def test_a_leader_to_whom_survival_is_nothing_is_not_decided_by_it():
    careless = Lazily(lukashenko__survival=0.0)
    assert holds(leaders.survival_decides(careless, INCENTIVES), "size") is Holds.NO


def test_refusing_is_dangerous_and_without_displeasure_it_is_not():
    danger = "removed in the year"
    assert holds(leaders.refusing_is_dangerous(Lazily()), danger) is Holds.YES
    spared = Lazily(lukashenko__displeasure=0.0)
    assert holds(leaders.refusing_is_dangerous(spared), danger) is Holds.NO


def test_the_army_matters_and_a_willing_one_does_not():
    failing = "limited orders that fail"
    assert holds(army.the_army_matters(Lazily()), failing) is not Holds.NO
    willing = Lazily(army__threshold=0.6)
    assert holds(army.the_army_matters(willing), failing) is Holds.NO


def test_putin_notices_a_surge_and_without_attention_does_not():
    surge = "within a four-week surge"
    assert holds(leaders.attention(Lazily()), surge) is Holds.YES
    assert holds(leaders.attention(Lazily(putin__attention=0.0)), surge) is Holds.NO


def test_troops_are_a_lever_and_without_presence_are_less_of_one():
    entries = "times the entries"
    assert holds(army.troops_matter(Lazily()), entries) is not Holds.NO
    powerless = Lazily(
        worlds=3000, putin__presence=0.0, regime__reach=1.0, theatre__full_contingent=100.0
    )
    assert holds(army.troops_matter(powerless), entries) is Holds.NO


def test_troops_are_a_guard_and_without_guarding_are_none():
    uprisings = "times the uprisings"
    assert holds(army.troops_matter(Lazily()), uprisings) is Holds.YES
    idle = Lazily(regime__guards=0.0)
    assert holds(army.troops_matter(idle), uprisings) is not Holds.YES


def test_belief_meets_event_and_a_blind_optimist_is_caught():
    gap = "projected less realised, where"
    assert holds(leaders.belief_meets_event(Lazily()), gap) is not Holds.NO
    blind = Lazily(lukashenko__horizon=4.0)
    assert holds(leaders.belief_meets_event(blind), gap) is Holds.NO


def test_what_he_would_expect_of_entering_if_he_knew_his_army_meets_what_comes():
    gap = "projected less realised"
    assert holds(leaders.entering_meets_event(Lazily()), gap) is not Holds.NO
    carefree = Lazily(
        worlds=400, lukashenko__turning=0.0, lukashenko__wears=0.0, army__cohesion=0.0
    )
    assert holds(leaders.entering_meets_event(carefree), gap) is Holds.NO


def test_worlds_that_go_on_after_entry_are_counted_to_their_first_ending():
    found = seen("maximum")
    assert found.number("entered") > 0
    held, failing, mutinies = found.sums["orders"].sum(axis=0)
    assert held == found.number("entered")
    assert found.number("failed_year") <= failing + mutinies


def test_sums_of_lots_are_the_sums_of_all():
    trial = trials(Scenario().but(SMALL), 60, full=False)["maximum"]
    whole = seen_in(trial, 0, 60, 1)
    parts = added([seen_in(trial, 0, 25, 1), seen_in(trial, 25, 35, 1)])
    assert {name: pytest.approx(value) for name, value in whole.items()} == parts


@pytest.mark.processes
def test_every_reading_is_looked_at_and_said():
    found = mechanisms(Lazily(worlds=12), INCENTIVES)
    assert [each.key for each in found] == ["", *(f"M{number}" for number in range(1, 12))]
    assert "of 11 mechanisms hold" in verdict(found)
    assert {row["incentive"] for row in pulls(Lazily(), INCENTIVES)} == set(INCENTIVES)
    ways = {"free, entry forbidden", "refuse kept", "limited_entry kept, army known"}
    assert {row["way"] for row in beliefs(Lazily())} == ways


@pytest.mark.parametrize(
    ("value", "interval", "holds"),
    [(1.0, (0.9, 1.1), Holds.YES), (2.2, (1.9, 2.5), Holds.UNCLEAR), (3.0, (2.5, 3.5), Holds.NO)],
)
def test_a_figure_is_held_against_its_bounds_with_its_interval(value, interval, holds):
    assert Reading("none", "a figure", value, "times", (0.5, 2.0), interval).holds is holds


@pytest.mark.parametrize("override", ["pressure=high", "weeks=20", "pressure.level=0.7"])
def test_what_the_mechanisms_set_is_refused(override):
    with pytest.raises(UserError, match="leave pressure and weeks out"):
        check(load([override]))


@pytest.mark.parametrize("override", ["replications=50", "estimator=counted", "figures=none"])
def test_settings_that_mechanisms_do_not_have_are_refused(override):
    name = override.partition("=")[0]
    with pytest.raises(UserError, match=f"{name} is not for mechanisms; allowed beside"):
        check(load([override]))


@pytest.mark.processes
def test_the_command_prints_keeps_and_draws_its_account(tmp_path, capsys):
    asked = ["worlds=80", "population=small", "workers=2", f"output={tmp_path / 'm'}"]
    main(asked)
    said = capsys.readouterr().out
    assert "of 11 mechanisms hold" in said
    assert "M10 belief meets event" in said
    kept = {path.name for path in (tmp_path / "m").rglob("*") if path.is_file()}
    assert {"mechanisms.csv", "pulls.csv", "belief.csv", "config.yaml"} <= kept
    assert {"pulls.png", "pulls.svg", "belief.png", "belief.svg"} <= kept
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "notes.txt").write_text("mine")
    with pytest.raises(UserError, match="holds something else"):
        main([*asked[:-1], f"output={tmp_path / 'mine'}"])


def test_variants_seed_workers_and_output_are_welcome():
    check(load(["lukashenko=cautious", "army.threshold=0.6", "seed=3", "workers=1", "output=x"]))
