"""The page of twelve histories is what its commands print."""

import re
import shlex

import pytest

from experiments import replay
from experiments.why.tales.histories import HISTORIES, section
from tests.experiments.commands import ROOT, done

PAGE = (ROOT / "docs" / "histories.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("number", [4, 6, 10])
def test_the_page_holds_what_is_told_today(number: int) -> None:
    assert section(number) in PAGE, "make histories writes the page anew"


def test_the_command_of_a_history_prints_it() -> None:
    told = done(replay, *shlex.split(HISTORIES[6].typed), "format=markdown").out
    title, _, body = told.split("\n\n", 2)
    assert title.removeprefix("## ") in PAGE
    assert body.strip() in PAGE


def test_the_front_page_shows_what_is_told_today() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    command = "python -m experiments.replay pressure=severe pick=entry"
    assert command in readme
    shown = re.search(r"```\n(Week 28, .*?)```", readme, re.DOTALL)
    assert shown
    assert done(replay, *command.split()[3:]).out.endswith(shown[1])


def test_every_history_stands_on_the_page_with_its_command_and_its_claims() -> None:
    assert re.findall(r"^    python -m experiments\.replay (.*)$", PAGE, re.MULTILINE) == [
        each.typed for each in HISTORIES
    ]
    claims = (ROOT / "sim" / "evidence" / "claims.csv").read_text(encoding="utf-8")
    for each in HISTORIES:
        named = re.findall(r"S\d\d", each.shows)
        assert named
        assert all(f"\n{claim}," in claims for claim in named)


def test_its_figures_are_there() -> None:
    for path in re.findall(r"\]\((figures/[^)]+)\)", PAGE):
        assert (ROOT / "docs" / path).is_file()
