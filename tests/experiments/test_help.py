"""Help is written for a person: what a command does, with examples to copy."""

import re
import shlex
from importlib import import_module
from types import ModuleType

import pytest

from experiments import __main__ as overview
from experiments import run, sweep
from experiments.__main__ import COMMANDS
from experiments.plan.compose import load
from experiments.plan.files.folders import config_groups
from tests.experiments.commands import ROOT, done


@pytest.mark.parametrize("name", COMMANDS)
@pytest.mark.parametrize("asked", ["--help", "-h"])
def test_every_command_explains_itself_with_examples(name: str, asked: str) -> None:
    text = done(import_module(f"experiments.{name}"), asked).out
    assert re.match(r"[A-Z][^\n]+[.?]( [A-Z][^\n]+\.)?\n\n", text)
    assert f"  python -m experiments.{name} " in text
    assert max(len(line) for line in text.splitlines()) <= 100


def _examples(command: ModuleType) -> list[list[str]]:
    lines = re.findall(
        r"^  python -m experiments\.\w+ (.*)$", done(command, "--help").out, flags=re.MULTILINE
    )
    return [shlex.split(re.split(r"\s{2,}", line)[0]) for line in lines]


@pytest.mark.parametrize("command", [run, sweep])
def test_the_examples_of_the_help_can_be_typed_as_they_stand(command: ModuleType) -> None:
    examples = [
        each
        for each in _examples(command)
        if not {"--multirun", "design=my_points.csv"} & set(each)
    ]
    assert len(examples) >= 4
    for example in examples:
        load(example)


def test_the_overview_lists_commands_experiments_and_variants() -> None:
    text = done(overview).out
    for command in COMMANDS:
        assert f"python -m experiments.{command} " in text
    for group, names in config_groups().items():
        for name in names:
            assert re.search(rf"\b{name}\b", text), (group, name)
    assert "P(entry) by army morale and Kremlin pressure" in text


def test_the_overview_points_to_the_list_of_parameters() -> None:
    assert "docs/parameters.md" in done(overview).out
    assert (ROOT / "docs" / "parameters.md").is_file()
