"""A results folder: opened for a study, or for reading; whole and of one study, or refused."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from experiments.mistakes import Damaged, UserError
from experiments.plan.identity import differences, digest, identity, model_version
from experiments.plan.study import Study
from experiments.plan.titles import slug
from experiments.plan.treatments import Treatment, Treatments, matching
from experiments.plan.values import written
from experiments.store.chunks import Chunk
from experiments.store.folders import make_subfolders
from experiments.store.manifest import NAME, read_manifest, sound_manifest
from experiments.store.shards import finished_chunks, lived_by
from experiments.store.treatments_table import read_treatments, worlds_in
from experiments.store.units.units import Units
from experiments.store.worlds import TreatmentWorlds

_SHOWN = 12  # treatments that an error names


@dataclass(frozen=True)
class Results:
    """The folder of a study, as it was found."""

    folder: Path

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself; raises UserError."""
        return read_manifest(self.folder)

    @cached_property
    def treatments(self) -> Treatments:
        """The treatments of the folder; raises UserError where it is damaged."""
        try:
            return read_treatments(self.folder, self.manifest)
        except Damaged as damage:
            how = "the command that made the folder writes it anew"
            raise UserError(f"{damage}; {how}") from None

    def chosen(self, wanted: Mapping[str, str], also: Sequence[str]) -> Treatment:
        """The first treatment with some swept values; raises UserError where none has them.

        `also` names what else could have been asked for.
        """
        swept = self.treatments.values(0)
        for path in wanted:
            if path not in swept:
                told = ", ".join(swept) or "nothing"
                there = f"it swept {told}. Also allowed: {', '.join(also)}"
                raise UserError(f"{path} was not swept in this folder; {there}")
        for treatment in matching(self.treatments, wanted):
            return treatment
        shown = range(min(_SHOWN, len(self.treatments)))
        labels = [written(self.treatments.values(place), equals="=") for place in shown]
        asked = written(wanted, equals="=")
        raise UserError(f"no treatment has {asked}; there are {'; '.join(labels)}")

    def worlds_of(self, treatment: Treatment) -> TreatmentWorlds:
        """The finished worlds of a treatment."""
        unit, place = Units(self.treatments).home(treatment.key)
        chunks = finished_chunks(self.folder)
        mine = [chunk for chunk in chunks if chunk.treatment == unit.key]
        return TreatmentWorlds(self.folder, mine, place, unit.points)


def folder_of(study: Study) -> Path:
    """Where a study is kept: `output`, or results/NAME-WHAT_WAS_SET-HASH.

    A portion of the work has a folder of its own beside it; raises UserError where that would have
    no name.
    """
    folder = Path("results") / f"{study.name}{slug(study.typed)}-{digest(identity(study))}"
    folder = folder if study.output is None else Path(study.output)
    if study.portion is None:
        return folder
    if folder.name in ("", ".."):
        told = f"output = {folder} has no name that a portion's folder could begin with"
        raise UserError(f"{told}: write output=results/NAME")
    number, of = study.portion
    return folder.with_name(f"{folder.name}.portion-{number:0{len(str(of))}d}-of-{of}")


def all_portions(folder: Path) -> str:
    """A pattern that a portion's folder and the other portions of its study match."""
    return str(folder.with_name(re.sub(r"\.portion-\d+-of-", ".portion-*-of-", folder.name)))


def without_portion(folder: Path) -> Path:
    """The folder of a whole study, of which one is a portion."""
    return folder.with_name(re.sub(r"\.portion-\d+-of-\d+$", "", folder.name))


def open_folder(study: Study) -> Path:
    """The study's folder, made or found again.

    Raises UserError where it holds something else or another study.
    """
    folder = folder_of(study)
    _check_same(folder, study)
    _tell_damage(folder)
    make_subfolders(folder)
    return folder


def nothing_yet(folder: Path) -> bool:
    """Whether a folder holds no file but those that begin with a dot, or is not there."""
    if not folder.exists():
        return True
    there = folder.rglob("*")
    return folder.is_dir() and all(path.is_dir() or path.name[0] == "." for path in there)


def worlds_before(folder: Path) -> dict[str, int]:
    """How many worlds each treatment had come to, by its key; empty where nothing tells."""
    try:
        return worlds_in(folder, sound_manifest(folder))
    except Damaged:
        return {}


def _check_same(folder: Path, study: Study) -> None:
    """Raise UserError, with the differences, where a folder holds anything but this study."""
    if nothing_yet(folder):
        return
    try:
        before = sound_manifest(folder)["identity"]
    except Damaged as damage:
        _check_shards(folder, study, damage)
        return
    now = json.loads(json.dumps(identity(study)))
    found = differences(before, now)
    if found:
        told = "; ".join(found[:6])
        raise UserError(
            f"{folder} holds another study; it differs in {told}. Name another output folder"
        )


def _tell_damage(folder: Path) -> None:
    """Say that the table of treatments is damaged, where a sound manifest shows it."""
    try:
        manifest = sound_manifest(folder)
    except Damaged:
        return
    try:
        worlds_in(folder, manifest)
    except Damaged as damage:
        print(f"{damage}; it is written anew", file=sys.stderr)


def _check_shards(folder: Path, study: Study, damage: Damaged) -> None:
    """Raise UserError unless the shards of a folder without a sound manifest are this study's."""
    keys = {unit.key for unit in Units(study.treatments)}
    mine = [chunk for chunk in finished_chunks(folder) if chunk.treatment in keys]
    if any(_sound_and_ours(folder, chunk) for chunk in mine):
        print(f"{damage}; its shards are this study's: it is written anew", file=sys.stderr)
    elif (folder / NAME).is_file():
        raise UserError(f"{damage}, and no shard is this study's: name another folder")
    else:
        asked = "name a new or empty folder, or a results folder"
        raise UserError(f"output = {folder} holds something else: {asked}")


def _sound_and_ours(folder: Path, chunk: Chunk) -> bool:
    try:
        return lived_by(folder, chunk) == model_version()
    except Damaged:
        return False
