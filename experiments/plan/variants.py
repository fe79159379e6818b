"""Named variants: the groups of configuration files, and the names in each."""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2] / "configs"


def config_groups() -> dict[str, list[str]]:
    """The configuration groups and the names in each."""
    folders = sorted(path for path in FOLDER.iterdir() if path.is_dir() and path.name[0] != "_")
    return {folder.name: sorted(file.stem for file in folder.glob("*.yaml")) for folder in folders}
