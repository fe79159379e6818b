"""Portions: the parts of a study lived on several machines, put together into one folder."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from experiments.mistakes import Damaged, UserError
from experiments.store.chunks import Chunk, disjoint
from experiments.store.description import cell_states
from experiments.store.failures import read_failures, write_failures
from experiments.store.folders import make_subfolders
from experiments.store.ledger import Ledger
from experiments.store.lock import locked
from experiments.store.manifest import sound_manifest, write_manifest
from experiments.store.results import Results, nothing_yet
from experiments.store.shards import PARTS, finished_chunks, prove
from experiments.store.treatments_table import NAME, TO_READ
from experiments.store.units.units import Unit, Units

Homes = dict[Chunk, Path]  # the folder that each chunk is in


@contextmanager
def gathered(folders: Sequence[Path], output: Path) -> Iterator[Ledger]:
    """All portions of a study together in `output`, which must be new or empty.

    Says in the end, in the manifest, that the folder is complete. Raises UserError where they are
    not one whole study.
    """
    portions = [Results(folder) for folder in folders]
    _check_portions(portions)
    if not nothing_yet(output) and not _half_merged(output, portions[0]):
        raise UserError(f"output = {output} is not empty: name a new folder")
    ledger = Ledger(output, Units(portions[0].treatments))
    homes = _homes(folders, {unit.key: unit for unit in ledger.units})
    for chunk in homes:
        ledger.file(chunk)
    ledger.failures.update(each for folder in folders for each in read_failures(folder))
    _check_nothing_missing(ledger)
    make_subfolders(output)
    whole = _manifest([each.manifest for each in portions], ledger)
    with locked(output):
        write_manifest(output, whole | {"complete": False, "merging": True})
        _clear_shards(output)
        for chunk, home in homes.items():
            for part in PARTS:
                _same_file(home / part / chunk.name, output / part / chunk.name)
        for name in ("config.yaml", NAME, TO_READ):
            shutil.copyfile(folders[0] / name, output / name)
        yield ledger
        write_failures(output, ledger.failures, ledger.treatments)
        write_manifest(output, whole)


def _half_merged(output: Path, portion: Results) -> bool:
    """Whether a merge of the same study was stopped in a folder, and nothing came after it."""
    try:
        there = sound_manifest(output)
    except Damaged:
        return False
    return bool(there.get("merging")) and there["identity"] == portion.manifest["identity"]


def _clear_shards(output: Path) -> None:
    """Take away what a stopped merge had put together; the portions have it."""
    for part in PARTS:
        for path in (output / part).glob("part-*"):
            path.unlink()


def _manifest(manifests: Sequence[Mapping[str, Any]], ledger: Ledger) -> dict[str, Any]:
    """What the portions say of themselves, made true of the whole."""
    seconds = sum(each.get("wall_seconds", 0) for each in manifests)
    own = {
        "portion": None,
        "complete": True,
        "failed": len(ledger.failures),
        "wall_seconds": round(seconds, 2),
        "cells": cell_states(ledger),
    }
    return {**manifests[0], **own}


def _check_portions(portions: Sequence[Results]) -> None:
    """Raise UserError unless these are all the portions of one study, each once."""
    first, *others = portions
    for each in portions:
        if not each.manifest.get("portion"):
            raise UserError(
                f"{each.folder} is no portion of a study: it has no portion= of its own"
            )
    for each in others:
        differ = _difference(first.manifest, each.manifest)
        if differ:
            told = f"they differ in {differ}"
            raise UserError(
                f"{each.folder} and {first.folder} are not portions of the same study: {told}"
            )
    _check_numbers([tuple(each.manifest["portion"]) for each in portions])


def _difference(one: Mapping[str, Any], other: Mapping[str, Any]) -> str | None:
    parts = ("identity", "treatments", "replications")
    return next((part for part in parts if one[part] != other[part]), None)


def _check_numbers(numbers: Sequence[tuple[int, ...]]) -> None:
    of = numbers[0][1]
    double = sorted({number for number in numbers if numbers.count(number) > 1})
    if double:
        raise UserError(f"portion {double[0][0]}/{double[0][1]} is given twice")
    missing = [str(number) for number in range(1, of + 1) if (number, of) not in numbers]
    if missing or len(numbers) != of:
        told = f"portions {', '.join(missing) or 'of other sizes'} of {of} are missing"
        raise UserError(f"{told}; there are {len(numbers)} folders")


def _homes(folders: Sequence[Path], units: Mapping[str, Unit]) -> Homes:
    """Every sound chunk and its folder; raises UserError for a damaged one, or worlds in two."""
    homes: Homes = {}
    for folder in folders:
        for chunk in finished_chunks(folder):
            if chunk.treatment not in units:
                continue
            if chunk in homes:
                told = _worlds(chunk, units)
                raise UserError(f"{told} are in {homes[chunk]} and in {folder}")
            _check_sound(folder, chunk)
            homes[chunk] = folder
    double = disjoint(homes)[1]
    if double:
        told = _worlds(double[0], units)
        raise UserError(f"{told} in {homes[double[0]]} are in another portion too")
    return homes


def _worlds(chunk: Chunk, units: Mapping[str, Unit]) -> str:
    return f"worlds {chunk.first} to {chunk.stop - 1} ({units[chunk.treatment].label})"


def _check_sound(folder: Path, chunk: Chunk) -> None:
    try:
        prove(folder, chunk)
    except Damaged as damage:
        how = "the command that made it repairs it"
        raise UserError(f"{folder} is damaged: {damage}; {how}") from None


def _check_nothing_missing(ledger: Ledger) -> None:
    for unit in ledger.units:
        left = [chunk for _, chunks in ledger.cells(unit) for chunk in chunks]
        if left:
            worlds = sum(chunk.worlds for chunk in left)
            raise UserError(
                f"{worlds:,} worlds are missing ({unit.label}), the first is {left[0].first}: "
                "give the command of that portion again, then merge"
            )


def _same_file(there: Path, here: Path) -> None:
    """The same file under a second name, or a copy of it on another disk."""
    try:
        os.link(there, here)
    except OSError:
        shutil.copyfile(there, here)
