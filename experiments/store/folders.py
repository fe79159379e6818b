"""The folders inside a results folder: where worlds, counts and figures are."""

from __future__ import annotations

from pathlib import Path

from experiments.mistakes import UserError

SUBFOLDERS = ("worlds", "counts", "figures")


def make_subfolders(folder: Path) -> None:
    """Make a folder and the folders inside it; raises UserError where one is a link."""
    refuse_links(folder)
    for name in SUBFOLDERS:
        (folder / name).mkdir(parents=True, exist_ok=True)


def refuse_links(folder: Path) -> None:
    """Raise UserError where writing into a folder would write elsewhere."""
    for name in (".lock", *SUBFOLDERS):
        if (folder / name).is_symlink():
            raise UserError(f"{folder / name} is a link, and would be written through: remove it")
