"""One world as a history with reasons: python -m experiments.replay results/NAME world=17"""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.faults import UserError, run_command

HELP = """Replay one world of a results folder, week by week, with the incentives that decided.

  python -m experiments.replay results/NAME world=17
  python -m experiments.replay results/NAME world=17 pressure.level=0.6  which treatment of a sweep
  python -m experiments.replay results/NAME outcome=full_entry           the first that ended so
  python -m experiments.replay results/NAME world=17 weeks=10-20         some weeks only

Beside each choice stands its probability and how each incentive spoke for it against the best
alternative."""


def main(arguments: list[str]) -> None:
    """Print the history of one world."""
    if {"-h", "--help"} & set(arguments) or not arguments:
        print(HELP)
        return
    from experiments.chronicle import chronicle
    from experiments.results import Results

    results = Results(Path(arguments[0]))
    asked = _asked(arguments[1:])
    manifest = results.manifest
    wanted = {
        path: value for path, value in asked.items() if path not in ("world", "outcome", "weeks")
    }
    treatment = _treatment(manifest["treatments"], wanted)
    values = treatment["values"]
    world = _world(results.folder, treatment["key"], asked)
    first, last = _weeks(asked.get("weeks"))
    where = ", ".join(f"{path} = {value}" for path, value in values.items()) or "one scenario"
    print(f"World {world} of {manifest['experiment']}: {where}; seed {manifest['seed']}\n")
    for line in chronicle(results.scenario(treatment), manifest["seed"], world, first, last):
        print(line)


def _asked(arguments: Sequence[str]) -> dict[str, str]:
    asked = dict(argument.partition("=")[::2] for argument in arguments)
    for argument in arguments:
        if "=" not in argument:
            raise UserError(f"{argument!r} is not of the form name=value, such as world=17")
    if len(asked) < len(arguments):
        raise UserError(
            "something is asked for twice: name world, outcome, weeks and each swept parameter once"
        )
    if "world" in asked and "outcome" in asked:
        raise UserError("ask for a world by its number or by its outcome, not both")
    return asked


def _treatment(treatments: Sequence[dict[str, Any]], wanted: Mapping[str, str]) -> dict[str, Any]:
    """The first treatment with the values asked for; raises UserError where there is none."""
    for path in wanted:
        if path not in treatments[0]["values"]:
            swept = ", ".join(treatments[0]["values"]) or "nothing"
            raise UserError(
                f"{path} was not swept in this folder; it swept {swept}. Also allowed: "
                "world, outcome, weeks"
            )
    for treatment in treatments:
        if all(_same(treatment["values"][path], value) for path, value in wanted.items()):
            return treatment
    there = "; ".join(
        ", ".join(f"{path}={value}" for path, value in each["values"].items())
        for each in treatments[:12]
    )
    raise UserError(
        "no treatment has "
        f"{', '.join(f'{path}={value}' for path, value in wanted.items())}; there are {there}"
    )


def _same(value: object, asked: str) -> bool:
    try:
        return abs(float(str(value)) - float(asked)) < 1e-9
    except ValueError:
        return str(value) == asked


def _world(folder: Path, key: str, asked: Mapping[str, str]) -> int:
    from sim.luck import MAX_WORLDS

    if "outcome" in asked:
        return _first_with(folder, key, asked["outcome"])
    text = asked.get("world", "0")
    if not text.isdecimal() or int(text) >= MAX_WORLDS:
        raise UserError(f"world = {text} is not a whole number from 0 to {MAX_WORLDS - 1}")
    return int(text)


def _first_with(folder: Path, key: str, outcome: str) -> int:
    """The first finished world with an outcome; raises UserError where there is none."""
    import pyarrow.parquet as pq

    from sim.world import Outcome

    names = [each.name.lower() for each in Outcome]
    if outcome not in names:
        raise UserError(f"outcome = {outcome} is not one of {', '.join(names)}")
    for path in sorted((folder / "worlds").glob(f"part-{key}-*.parquet")):
        table = pq.read_table(path, columns=["world", "outcome"]).to_pydict()
        for world, ended in zip(table["world"], table["outcome"], strict=True):
            if ended == outcome:
                return int(world)
    raise UserError(f"no finished world of this treatment ended in {outcome}")


def _weeks(text: str | None) -> tuple[int, int]:
    if text is None:
        return 0, sys.maxsize
    first, _, last = text.partition("-")
    if not first.isdecimal() or not (last.isdecimal() or not last):
        raise UserError(f"weeks = {text} is not a week or a range of weeks such as 10-20")
    if last and int(last) < int(first):
        raise UserError(f"weeks = {text} ends before it begins")
    return int(first), int(last or first)


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))
