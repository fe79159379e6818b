"""What there is to run: python -m experiments"""

from __future__ import annotations

import sys

import yaml

from experiments.command import run_command
from experiments.plan.variants import FOLDER, config_groups

HELP = "List the commands, the experiments and the named variants.\n\n  python -m experiments"
COMMANDS = {
    "run": "one scenario",
    "sweep": "many scenarios on the same luck",
    "plot": "redraw the figures of a results folder",
    "replay": "one world as a readable history with reasons",
    "compare": "two results folders, world by world on the same luck",
    "rare": "chances too small to count",
    "merge": "put the portions of a study together",
}


def main(arguments: list[str]) -> None:
    """List the commands, the experiments and the named variants."""
    print("Commands (each explains itself with --help):")
    for command, does in COMMANDS.items():
        print(f"  python -m experiments.{command:<10} {does}")
    groups = config_groups()
    print("\nExperiments (python -m experiments.sweep experiment=NAME):")
    for name in groups.pop("experiment"):
        print(f"  {name:<30} {_title(name)}")
    print("\nNamed variants (GROUP=NAME, for example lukashenko=cautious):")
    for group, names in groups.items():
        print(f"  {group:<12} {', '.join(names)}")
    print("\nAny parameter can be set or swept by its path, for example army.morale=0.3;")
    print("docs/parameters.md lists them all.")


def _title(experiment: str) -> str:
    text = (FOLDER / "experiment" / f"{experiment}.yaml").read_text(encoding="utf-8")
    return str(yaml.safe_load(text)["title"])


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
