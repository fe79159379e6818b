"""What there is to run: python -m experiments"""

from __future__ import annotations

import sys

import yaml

from experiments.config import FOLDER, config_groups
from experiments.faults import run_command

_COMMANDS = (
    ("python -m experiments.run", "one scenario"),
    ("python -m experiments.sweep", "many scenarios on the same luck"),
    ("python -m experiments.plot", "redraw the figures of a results folder"),
    ("python -m experiments.replay", "one world as a readable history with reasons"),
    ("python -m experiments.compare", "two results folders, world by world on the same luck"),
    ("python -m experiments.merge", "put the shares of a study together"),
)


def main(arguments: list[str]) -> None:
    """List the commands, the experiments and the named variants."""
    print("Commands (each explains itself with --help):")
    for command, does in _COMMANDS:
        print(f"  {command:<30} {does}")
    print("\nExperiments (python -m experiments.sweep experiment=NAME):")
    for name in config_groups()["experiment"]:
        print(f"  {name:<30} {_title(name)}")
    print("\nNamed variants (GROUP=NAME, for example lukashenko=cautious):")
    for group, names in config_groups().items():
        if group != "experiment":
            print(f"  {group:<12} {', '.join(names)}")
    print(
        "\nAny parameter can be set or swept by its path, for example army.morale=0.3; "
        "docs/parameters.md lists them all."
    )


def _title(experiment: str) -> str:
    text = (FOLDER / "experiment" / f"{experiment}.yaml").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["title"])


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))
