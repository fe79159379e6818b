"""The page for sceptics says what the commands print, as a page has it."""

from types import SimpleNamespace

from rich.table import Table as Grid

from experiments.pages.validation import calibrated, hindcast
from experiments.trust.record.targets import targets
from experiments.words.paper import markdown as table
from tests.experiments.trust.test_account import found, lived

__all__ = ["found", "lived"]  # fixtures


def test_a_grid_becomes_a_table_with_its_title_and_its_alignment():
    grid = Grid(title="How often")
    grid.add_column("who")
    grid.add_column("share", justify="right")
    grid.add_row("a | b", "3 %")
    assert table(grid) == "**How often**\n\n| who | share |\n| :--- | ---: |\n| a \\| b | 3 % |"


def test_the_record_is_told_target_by_target_failures_first(found):
    failures, listed, explained = calibrated.record(found)
    assert failures.startswith("Out of the model's reach")
    rows = [line for line in listed.splitlines() if line.startswith("| ")][2:]
    assert rows[0].startswith("| A12 |")
    assert len(rows) == len(targets())
    assert "two-sided" in explained


def test_all_that_was_not_learned_is_named(found, lived):
    names = list(calibrated.learned(found, lived))[-1]
    untold = [each.name for each in found.diagnosis.narrowing if not each.learned]
    assert all(f"`{name}`" in names for name in untold)


def test_evidence_that_too_few_points_bear_has_no_factor(found, lived):
    (told,) = calibrated.would_change(found, lived)
    assert "too few points" in told


def condition(won):
    against = SimpleNamespace(won=won, other="frequency", difference=SimpleNamespace(mean=0.2))
    return SimpleNamespace(information="rolling", coding="strict", against=[against])


def test_a_loss_is_said_with_its_size_and_its_reason():
    fared = SimpleNamespace(verdicts=[condition(won=False)], compared=[])
    told = "\n".join(hindcast.losses(fared))
    assert "rolling, strict coding: to frequency by 0.20 a month" in told
    assert "Why:" in told


def test_a_win_is_said_without_reasons_for_a_loss():
    fared = SimpleNamespace(verdicts=[condition(won=True)], compared=[])
    told = "\n".join(hindcast.losses(fared))
    assert "beats" in told
    assert "Why:" not in told


def test_what_the_record_cannot_decide_is_named():
    def row(name, power):
        return {"against": name, "if_the_model_were_right": power, "if_the_other_were_right": 0.9}

    fared = SimpleNamespace(powers=[row("frequency", 0.4), row("persistence .7", 0.6)])
    assert "from *frequency*." in hindcast.undecided(fared)
    fared = SimpleNamespace(powers=[row("frequency", 0.8)])
    assert "can tell" in hindcast.undecided(fared)
