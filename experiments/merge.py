"""Put the shares of a study together: python -m experiments.merge results/NAME.shard-*"""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from experiments.faults import UserError, run_command

HELP = """Put the shares of a study, lived with shard=1/16 to shard=16/16, together into one folder.

  python -m experiments.merge results/pressure_levels-1a2b3c4d.shard-*
  python -m experiments.merge shares/*.shard-* output=results/mine

Nothing may be missing and nothing double: shares, files and worlds are counted and every file is
checked against what was written. The shares stay as they are. The merged folder is like any other:
it can be drawn, replayed, compared and extended."""


def main(arguments: list[str]) -> None:
    """Merge the folders named and draw the result."""
    if {"-h", "--help"} & set(arguments) or not arguments:
        print(HELP)
        return
    folders = [Path(argument) for argument in arguments if not argument.startswith("output=")]
    outputs = [
        Path(argument.removeprefix("output="))
        for argument in arguments
        if argument.startswith("output=")
    ]
    if not folders:
        raise UserError(
            "name the folders of the shares: python -m experiments.merge results/NAME.shard-*"
        )
    output = (
        outputs[-1]
        if outputs
        else folders[0].with_name(re.sub(r"\.shard-\d+-of-\d+$", "", folders[0].name))
    )
    worlds = merge(folders, output)
    from experiments.plot import draw

    draw(output)
    print(
        f"{len(folders)} shares, {worlds:,} worlds, nothing missing and nothing double: {output}/"
    )


def merge(folders: Sequence[Path], output: Path) -> int:
    """Put shares together into `output`.

    Gives the number of worlds. Raises UserError where they are not one whole study.
    """
    from experiments.chunks import Chunk
    from experiments.failures import read_failures, write_failures
    from experiments.lock import locked
    from experiments.manifest import shard_states
    from experiments.results import Results, write_manifest
    from experiments.stock import join_cells
    from experiments.study import write_all

    manifests = {folder: Results(folder).manifest for folder in folders}
    _check_shares(manifests)
    manifest, treatments = manifests[folders[0]], Results(folders[0]).treatments()
    targets = {
        treatment.key: each["worlds"]
        for treatment, each in zip(treatments, manifest["treatments"], strict=True)
    }
    if output.exists() and any(output.iterdir()):
        raise UserError(f"output = {output} is not empty: name a new folder")
    stock, homes = _gathered(folders, targets, {each.key: each.label for each in treatments})
    stock.failures.update(failure for folder in folders for failure in read_failures(folder))
    for treatment in treatments:
        _check_nothing_missing(
            treatment.label,
            [chunk for _, left in stock.left(treatment, targets[treatment.key]) for chunk in left],
        )
    for name in ("worlds", "counts", "figures"):
        (output / name).mkdir(parents=True, exist_ok=True)
    with locked(output):
        for chunk, home in homes.items():
            assert isinstance(chunk, Chunk)
            for part in ("worlds", "counts"):
                _same_file(home / part / chunk.name, output / part / chunk.name)
        shutil.copyfile(folders[0] / "config.yaml", output / "config.yaml")
        join_cells(output, stock, treatments)
        write_failures(output, stock.failures, treatments)
        write_all(output, treatments, stock)
        states = [
            state for each in treatments for state in shard_states(each, targets[each.key], stock)
        ]
        seconds = round(sum(each.get("wall_seconds", 0) for each in manifests.values()), 2)
        parts = {
            "shard": None,
            "complete": True,
            "failed": len(stock.failures),
            "wall_seconds": seconds,
            "shards": states,
        }
        write_manifest(Results(output), {**manifest, **parts})
    return stock.total


def _check_shares(manifests: dict[Path, dict[str, Any]]) -> None:
    """Raise UserError unless these are all the shares of one study, each once."""
    (first, one), *others = manifests.items()
    for folder, manifest in manifests.items():
        if not manifest.get("shard"):
            raise UserError(f"{folder} is not a share of a study: it was lived without shard=")
    for folder, manifest in others:
        for part in ("identity", "treatments", "replications"):
            if manifest[part] != one[part]:
                raise UserError(
                    f"{folder} and {first} are not shares of the same study: they differ in {part}"
                )
    of = one["shard"][1]
    numbers = [tuple(manifest["shard"]) for manifest in manifests.values()]
    double = sorted({number for number in numbers if numbers.count(number) > 1})
    if double:
        raise UserError(f"share {double[0][0]}/{double[0][1]} is given twice")
    missing = [str(number) for number in range(1, of + 1) if (number, of) not in numbers]
    if missing or len(numbers) != of:
        raise UserError(
            f"shares {', '.join(missing) or 'of other sizes'} of {of} are missing; there "
            f"are {len(numbers)} folders"
        )


def _gathered(
    folders: Sequence[Path], targets: dict[str, int], labels: dict[str, str]
) -> tuple[Any, dict[Any, Path]]:
    """All shards together, and the folder each is in.

    Raises UserError for a damaged one, or worlds in two of them.
    """
    from experiments.chunks import disjoint
    from experiments.shards import Damaged, finished_chunks, prove
    from experiments.stock import Stock

    homes: dict[Any, Path] = {}
    for folder in folders:
        for chunk in finished_chunks(folder):
            if chunk.treatment not in targets:
                continue
            if chunk in homes:
                raise UserError(
                    f"worlds {chunk.first} to {chunk.stop - 1} ({labels[chunk.treatment]}) "
                    f"are in {homes[chunk]} and in {folder}"
                )
            try:
                prove(folder, chunk)
            except Damaged as damage:
                raise UserError(
                    f"{folder} is damaged: {damage}; the command that made it repairs it"
                ) from None
            homes[chunk] = folder
    double = disjoint(homes)[1]
    if double:
        chunk = double[0]
        raise UserError(
            f"worlds {chunk.first} to {chunk.stop - 1} ({labels[chunk.treatment]}) in "
            f"{homes[chunk]} are in another share too"
        )
    stock = Stock()
    for chunk in homes:
        stock.file(chunk)
    return stock, homes


def _check_nothing_missing(label: str, left: Sequence[Any]) -> None:
    if left:
        worlds = sum(chunk.worlds for chunk in left)
        raise UserError(
            f"{worlds:,} worlds are missing ({label}), the first is {left[0].first}: give "
            "the command of that share again, then merge"
        )


def _same_file(there: Path, here: Path) -> None:
    """The same file under a second name, or a copy of it on another disk."""
    try:
        os.link(there, here)
    except OSError:
        shutil.copyfile(there, here)


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))
