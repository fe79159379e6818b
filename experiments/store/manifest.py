"""The manifest: the file in which a results folder says what it is."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from experiments.mistakes import Damaged, UserError
from experiments.store.whole_files import write_text

NAME = "manifest.json"
FORMAT = 5  # of the folder; a folder of another format is refused
_KINDS = {
    "experiment": str,
    "title": str,
    "complete": bool,
    "design": str,
    "swept": list,
    "treatments": dict,
    "replications": int,
    "seed": int,
    "estimator": str,
    "follow_entry": bool,
    "luck": str,
    "parameters": dict,
    "identity": dict,
}
_OF_TREATMENTS = {"number": int, "digest": str, "groups": list, "bases": list}
_OF_BASES = {"choice": list, "changes": dict}


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a folder says of itself; raises UserError where it is no results folder, or damaged."""
    if not (folder / NAME).is_file():
        raise UserError(f"{folder} is not a results folder: it has no {NAME}")
    try:
        return sound_manifest(folder)
    except Damaged as damage:
        raise UserError(f"{damage}; the command that made the folder writes it anew") from None


def sound_manifest(folder: Path) -> dict[str, Any]:
    """What a folder says of itself.

    Raises Damaged where that cannot be read, UserError where it is of another format.
    """
    path = folder / NAME
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        raise Damaged(f"{path} is damaged: it cannot be read as a manifest") from None
    found = manifest.get("format") if isinstance(manifest, dict) else None
    if isinstance(found, int) and found != FORMAT:
        raise UserError(f"{path} is of format {found}; this program reads format {FORMAT}")
    wrong = None if found else "format"
    wrong = wrong or next(_wrong(manifest), None)
    if wrong:
        raise Damaged(f"{path} is damaged: it cannot be read as a manifest, for its {wrong}")
    return dict(manifest)


def _wrong(manifest: Mapping[str, Any]) -> Iterator[str]:
    """What of a manifest is not as it was written, by name."""
    yield from _not_of_kind(manifest, _KINDS)
    if not 0 <= manifest["seed"] < 2**64:
        yield "seed"
    if not isinstance(manifest["identity"].get("parameters"), dict):
        yield "identity"
    if not all(isinstance(path, str) for path in manifest["swept"]):
        yield "swept"
    if not isinstance(manifest.get("reference"), list | None):
        yield "reference"
    if not _is_portion(manifest.get("portion")):
        yield "portion"
    if not _is_composition(manifest["treatments"], manifest["swept"]):
        yield "treatments"


def _not_of_kind(said: Mapping[str, Any], kinds: Mapping[str, type]) -> Iterator[str]:
    for name, kind in kinds.items():
        value = said.get(name)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            yield name


def _is_composition(said: Mapping[str, Any], swept: Sequence[Any]) -> bool:
    """Whether treatments can be put together from what is said."""
    if any(_not_of_kind(said, _OF_TREATMENTS)) or not said["bases"]:
        return False
    groups = len(said["groups"])
    return all(group in swept for group in said["groups"]) and all(
        isinstance(base, dict)
        and not any(_not_of_kind(base, _OF_BASES))
        and len(base["choice"]) == groups
        for base in said["bases"]
    )


def _is_portion(said: Any) -> bool:
    if said is None:
        return True
    pair = isinstance(said, list) and len(said) == 2 and all(type(each) is int for each in said)
    return pair and 1 <= said[0] <= said[1]


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write what a folder says of itself."""
    write_text(folder / NAME, json.dumps(manifest, indent=1) + "\n")
