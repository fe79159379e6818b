"""What there is to run: python -m experiments"""

from __future__ import annotations

import sys
import textwrap
from importlib import import_module

from experiments.command import run_command
from experiments.mistakes import UserError, nearest
from experiments.outlets import visible

HELP = """List the commands, the experiments and the named variants, or carry out a command.

  python -m experiments
  python -m experiments run pressure=high    the same as python -m experiments.run pressure=high
  belarus-war-entry run pressure=high        the same, wherever it is installed
  python -m experiments --version

BELARUS_WAR_ENTRY_CONFIGS=DIR names a folder of your own with experiment/, scenario/, army/, ..."""
COMMANDS = {
    "run": "one scenario",
    "sweep": "many scenarios on the same luck",
    "plot": "redraw the figures of a results folder",
    "replay": "one world as a readable history with reasons",
    "compare": "results folders, world by world on the same luck",
    "rare": "chances too small to count",
    "mechanisms": "does the model tell its story? eleven mechanisms, with figures",
    "dilemma": "does entering save him? the same worlds with each answer to the ultimatum",
    "indicators": "what to watch, and what was seen implies: signs that lead entry",
    "counterfactual": "what is different when one thing is changed, and what is due to whom",
    "discover": "under what assumptions is entry likely?",
    "flip": "the smallest change that turns the answer, and who can pull which lever",
    "sensitivity": "what drives P(entry): parameters, structure or luck, with figures",
    "explain": "all of these at two levels of pressure, and a page that says why",
    "variants": "what each named variant is and does, one at a time",
    "calibrate": "what the record before December 2022 says of the parameters",
    "hindcast": "what the model would have said since December 2022, and how it fared",
    "sources": "what every number rests on, how surely, and from when that was known",
    "report": "one page to be passed on: the answer, why, and how far to trust it",
    "app": "the live page: move a slider, see the worlds answer",
    "validation": "the page for sceptics: calibration, hindcast, bands",
    "glossary": "what every word means",
    "merge": "put the portions of a study together",
}


def main(arguments: list[str]) -> None:
    """List the commands, the experiments and the named variants; or say the version."""
    if arguments == ["--version"]:
        from importlib.metadata import distributions

        known = [each.version for each in distributions(name="belarus-war-entry")]
        print(f"belarus-war-entry {known[0] if known else '(from a folder, not installed)'}")
    elif arguments:
        hint = nearest(arguments[0], list(COMMANDS)) or f"; there are {', '.join(COMMANDS)}"
        raise UserError(f"there is no command {arguments[0]}{hint}")
    else:
        _overview()


def _overview() -> None:
    from experiments.plan.files.folders import config_groups

    print("Commands (each explains itself with --help):")
    for command, does in COMMANDS.items():
        _row(f"  python -m experiments.{command:<14} ", does)
    groups = config_groups()
    print("\nExperiments (python -m experiments.sweep experiment=NAME):")
    for name in groups.pop("experiment"):
        _row(visible(f"  {name:<24} "), visible(_title(name)))
    print("\nNamed variants (GROUP=NAME, for example lukashenko=cautious):")
    for group, names in groups.items():
        _row(visible(f"  {group:<12} "), visible(", ".join(names)))
    print("\nAny parameter can be set or swept by its path, for example army.morale=0.3;")
    print("docs/parameters.md lists them all. With every command quiet=true leaves out progress.")


def _row(lead: str, text: str) -> None:
    """Print words beside what they are about, in lines of the window."""
    from experiments.words.paper import window

    print(textwrap.fill(
        text, window(), initial_indent=lead, subsequent_indent=" " * len(lead),
        break_on_hyphens=False,
    ))  # fmt: skip


def _title(experiment: str) -> str:
    from experiments.plan.config_files import read_config

    try:
        return str(read_config("experiment", experiment).values.get("title", ""))
    except UserError as broken:
        return f"cannot be used: {broken}"


def status() -> int:
    """The exit status of the command that the arguments name, or of the overview: also what
    `belarus-war-entry` does.
    """
    name, *rest = sys.argv[1:] or [""]
    if name not in COMMANDS:
        return run_command(main, HELP)
    door = import_module(f"experiments.{name}")
    return run_command(door.main, door.HELP, rest)


if __name__ == "__main__":
    sys.exit(status())
