"""The explanation: one command asks the others, keeps what is finished, and writes a page that says
what they said.
"""

import json

import pytest

from experiments import explain
from experiments.__main__ import COMMANDS
from experiments.mistakes import UserError
from experiments.pages.explanation import page, steps
from experiments.pages.explanation.asked import Explanation, wished
from experiments.pages.explanation.chain import carried_out
from experiments.pages.explanation.steps import STEPS, Step, arguments
from experiments.words.paper import NAME
from tests.experiments.commands import done, mistake

FOUND = "The finding is {n} % [1 - 9 %]."
SAID = f"# A question\n\n{FOUND}\n\nMore of it.\n\n**A table**\n\n| a |\n| :--- |\n| 1 |\n"


@pytest.fixture
def asked(monkeypatch):
    """What every step's command was given, instead of carrying it out."""
    given = []

    def carry_out(step, typed):
        given.append((step.name, typed))
        folder = page.Path(typed[-1].removeprefix("output="))
        (folder / "figures").mkdir(parents=True)
        (folder / NAME).write_text(SAID.format(n=len(given)), encoding="utf-8")
        for name in step.figures:
            (folder / "figures" / f"{name}.png").write_bytes(b"drawn")

    monkeypatch.setattr(Step, "carry_out", carry_out)
    return given


def test_every_step_is_a_command_and_has_figures():
    assert {each.command for each in STEPS} <= COMMANDS.keys()
    assert len({each.name for each in STEPS}) == len(STEPS)
    assert all(each.figures for each in STEPS)


def test_every_step_is_asked_at_every_level_in_a_folder_of_its_own(asked, tmp_path):
    done(explain, "pressures=[observed,severe]", "seed=3", f"output={tmp_path / 'why'}")
    assert [name for name, _ in asked] == [each.name for each in STEPS] * 2
    assert len({typed[-1] for _, typed in asked}) == len(asked)
    for _, typed in asked:
        assert typed[0] in ("pressure=observed", "pressure=severe")
        assert "seed=3" in typed
    changed = [typed for name, typed in asked if name == steps.SINCE]
    assert "against=pressure=severe scenario=june_2026" in changed[1]


def test_the_page_says_what_the_steps_said_and_shows_their_figures(asked, tmp_path):
    done(explain, "pressures=[severe]", f"output={tmp_path / 'why'}")
    told = (tmp_path / "why" / "why.md").read_text(encoding="utf-8")
    for number, each in enumerate(STEPS, 1):
        found = FOUND.format(n=number)
        assert f"## {each.asks}\n\n**At severe pressure.** {found}\n\n- More of it." in told
        for name in each.figures:
            where = f"severe/{each.name}/figures/{name}.png"
            assert f"]({where})" in told
            assert (tmp_path / "why" / where).is_file()
        assert f"python -m experiments.{each.command} pressure=severe" in told
    assert "| a |" not in told


def test_the_finding_stands_first_and_in_short(tmp_path):
    step = STEPS[-1]
    parts = [
        "40,000 worlds.",
        "A sentence. Watch for an ultimatum: 2.7 [2.4 - 3.1]. More.",
        "Rest.",
    ]
    begun = parts[1].replace("A sentence. ", "")
    assert page._finding_first(["40,000 worlds.", begun, "Rest."], step) == [
        begun, "Rest.", "40,000 worlds."
    ]  # fmt: skip
    folder = tmp_path / "severe" / step.name
    for each in STEPS:
        (tmp_path / "severe" / each.name).mkdir(parents=True)
        text = "\n\n".join(["# Head", *parts])
        (tmp_path / "severe" / each.name / NAME).write_text(text, encoding="utf-8")
    told = list(page._in_short(Explanation(("severe",), (), tmp_path, False, False), "severe"))
    assert told[-1] == f"- **{step.asks}** Watch for an ultimatum: 2.7 [2.4 - 3.1]."
    assert told[0] == f"- **{STEPS[0].asks}** 40,000 worlds."
    assert folder.is_dir()


def test_what_is_finished_is_kept_and_what_is_not_is_asked_again(asked, tmp_path):
    folder = tmp_path / "why"
    done(explain, "pressures=[severe]", f"output={folder}")
    (folder / "severe" / "flip" / "asked.json").unlink()
    (folder / "severe" / "flip" / NAME).unlink()
    for path in (folder / "severe" / "flip" / "figures").glob("*"):
        path.unlink()
    (folder / "severe" / "flip" / "figures").rmdir()
    before = len(asked)
    said = done(explain, "pressures=[severe]", f"output={folder}").out
    assert [name for name, _ in asked[before:]] == ["flip"]
    assert said.count("(kept: ") == len(STEPS) - 1


def test_a_folder_of_another_explanation_is_refused(asked, tmp_path):
    folder = tmp_path / "why"
    done(explain, "pressures=[severe]", f"output={folder}")
    with pytest.raises(UserError, match="holds another explanation: name a new folder"):
        list(carried_out(wished(["pressures=[severe]", "seed=2", f"output={folder}"])))


def test_a_study_is_over_the_calibrated_vectors_unless_somebody_says_otherwise(tmp_path):
    first = STEPS[0]
    assert "parameters=calibrated" in arguments(first, "high", (), tmp_path, False)
    assert "parameters=calibrated" not in arguments(
        first, "high", ("parameters=prior",), tmp_path, False
    )


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("pressure=high", "pressures=[observed,severe] says at which levels: leave pressure out"),
        ("pressures=[huge]", "pressures: huge is none of none, low, observed, high, severe"),
        ("pressures=", "pressures: nothing is none of"),
        ("quick=maybe", "quick = maybe is neither true nor false"),
        ("replications=5", "replications is not for an explanation"),
        ("army.moral=0.3", "did you mean morale?"),
    ],
)
def test_what_cannot_be_explained_is_said_in_a_line(typed, said):
    assert said in mistake(explain, typed)


@pytest.mark.long
def test_a_quick_explanation_goes_from_beginning_to_end(tmp_path):
    folder = tmp_path / "why"
    done(explain, "pressures=[severe]", "quick=true", "population=small", "workers=2",
         f"output={folder}", figures=True)  # fmt: skip
    told = (folder / "why.md").read_text(encoding="utf-8")
    for each in STEPS:
        assert json.loads((folder / "severe" / each.name / "asked.json").read_text())
        assert f"## {each.asks}\n\n**At severe pressure.** " in told
    for said in ("Belarus enters the war in", "P(entry", "flips", "points", "Of worlds in which"):
        assert said in told
