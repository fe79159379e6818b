"""The manifest: the file in which a results folder says what it is."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from experiments.mistakes import UserError
from experiments.store.whole_files import write_text

NAME = "manifest.json"
FORMAT = 3  # of the folder; a folder of another format is refused
_NEEDED = ("experiment", "treatments", "swept", "seed", "identity", "parameters", "estimator")


def read_manifest(folder: Path) -> dict[str, Any]:
    """What a folder says of itself; raises UserError where it is no results folder, or damaged."""
    path = folder / NAME
    if not path.is_file():
        raise UserError(f"{folder} is not a results folder: it has no {NAME}")
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        found = manifest["format"]
        if found != FORMAT:
            reads = f"this program reads format {FORMAT}"
            raise UserError(f"{path} is of format {found}; {reads}")
        for key in _NEEDED:
            manifest[key]
    except (ValueError, KeyError, TypeError):
        raise UserError(f"{path} is damaged: it cannot be read as a manifest") from None
    return dict(manifest)


def write_manifest(folder: Path, manifest: Mapping[str, Any]) -> None:
    """Write what a folder says of itself."""
    write_text(folder / NAME, json.dumps(manifest, indent=1) + "\n")
