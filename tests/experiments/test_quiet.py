"""quiet=true leaves the answer and the errors; remarks say what would else pass in silence."""

from pathlib import Path

from experiments import glossary, rare, run, sweep
from tests.experiments.commands import SMALL, done, mistake


def test_quiet_leaves_the_answer_and_nothing_else() -> None:
    loud = done(run, *SMALL, "figures=none", "output=first")
    quiet = done(run, *SMALL, "figures=none", "output=other", "quiet=true")
    assert "worlds/s" in loud.err
    assert quiet.err == ""
    assert quiet.out == loud.out.replace("first", "other")


def test_quiet_still_tells_errors_and_is_known_to_every_kind_of_command() -> None:
    assert "is outside" in mistake(run, *SMALL, "army.morale=7", "quiet=true")
    assert mistake(run, "quiet=maybe") == "quiet = maybe is neither true nor false"
    assert mistake(run, "quiet=true", "quiet=true").startswith("quiet is given twice")
    assert done(glossary, "rung", "quiet=true").err == ""
    asked = ("event=front<0.7", "worlds=100", "population=small", "weeks=13")
    assert done(rare, *asked, "quiet=true").err == ""


def test_fewer_worlds_than_a_folder_has_are_said_to_be_fewer() -> None:
    small = (*SMALL[:1], *SMALL[2:], "figures=none", "output=r")
    done(run, *small, "replications=30")
    said = done(run, *small, "replications=8").err
    assert "the first 8 worlds a treatment, where there were 30" in said


def test_a_precision_that_lives_more_worlds_than_were_asked_for_says_so() -> None:
    said = done(run, *SMALL, "figures=none", "precision=0.4").err
    assert "precision lives whole blocks" in said
    assert "not the 8 of replications" in said


def test_a_start_that_is_moved_alone_is_said_to_move_the_season_alone() -> None:
    hint = "a scenario such as scenario=june_2026"
    small = (*SMALL, "figures=none")
    assert hint in done(run, *small, "start=2026-06-01", "output=a").out
    assert hint not in done(run, *small, "scenario=june_2026", "output=b").out


def test_the_closing_hint_names_a_world_that_is_there_in_the_treatment_with_most_entry() -> None:
    small = (*SMALL, "figures=none")
    assert "replay 'with space' pick=closest_call\n" in done(run, *small, "output=with space").out
    varied = ("sweep.pressure.level=[0,1]", "weeks=40", "replications=60", "estimator=counted")
    said = done(sweep, *small[:1], *small[3:], *varied, "output=s").out
    assert "replay s pressure.level=1.0 pick=" in said.replace("=1 pick", "=1.0 pick")
    assert "world=0" in done(run, *SMALL[:1], *SMALL[2:], "replications=1", "figures=none").out


def test_a_folder_without_a_name_of_its_own_is_named_after_what_was_set(tmp_path: Path) -> None:
    done(run, *SMALL, "figures=none", "scenario=june_2026", "army.morale=0.3")
    (folder,) = (tmp_path / "results").iterdir()
    assert folder.name.startswith("run-morale_0.3-small-june_2026-weeks_6-")
    config = (folder / "config.yaml").read_text(encoding="utf-8")
    assert "set: population=small, weeks=6, scenario=june_2026, army.morale=0.3" in config
