"""What is compared: results folders, each under a letter and by its own title."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from string import ascii_uppercase
from typing import Any

from experiments.mistakes import UserError
from experiments.outlets import visible
from experiments.store.results import Results

_EXAMPLE = "python -m experiments.compare results/A results/B"
_SHORT = 28  # letters of a title that still stands above a column


@dataclass(frozen=True)
class ComparedFolder:
    """A results folder that is compared, and what it is called."""

    letter: str
    results: Results
    title: str
    own: str  # what of the title the others have not; the folder's name where that is nothing

    @property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself."""
        return self.results.manifest

    @property
    def label(self) -> str:
        """Its letter and its title: "A: army.morale=0.3"."""
        return f"{self.letter}: {self.title}"

    @property
    def heading(self) -> str:
        """The same above a column, in few letters."""
        cut = len(self.own) > _SHORT
        return f"{self.letter}: {f'{self.own[: _SHORT - 3]}...' if cut else self.own}"


def sides_of(folders: Sequence[str]) -> list[ComparedFolder]:
    """The folders to be compared, the one that others are compared with first.

    Raises UserError for what is no results folder, and for folders that share no luck.
    """
    if not 2 <= len(folders) <= len(ascii_uppercase):
        raise UserError(f"name two results folders, or up to {len(ascii_uppercase)}: {_EXAMPLE}")
    found = [Results(Path(folder)) for folder in folders]
    titles = [visible(each.manifest["title"]) for each in found]
    times = Counter(titles)
    named = [
        title if times[title] == 1 else f"{title} ({visible(str(each.folder))})"
        for title, each in zip(titles, found, strict=True)
    ]
    names = [visible(each.folder.resolve().name) for each in found]
    own = [each or name for each, name in zip(_apart(titles), names, strict=True)]
    every = zip(ascii_uppercase, found, named, own, strict=False)
    sides = [ComparedFolder(*each) for each in every]
    for side in sides[1:]:
        _check(sides[0], side)
    return sides


def _apart(titles: Sequence[str]) -> list[str]:
    """What of each title does not stand in all of them."""
    parts = [re.split(r", | \(|\)$", title) for title in titles]
    return [
        ", ".join(each for each in mine if each and not all(each in other for other in parts))
        for mine in parts
    ]


def _check(first: ComparedFolder, other: ComparedFolder) -> None:
    """Raise UserError where two folders share no luck."""
    one, two = first.manifest, other.manifest
    if one["seed"] != two["seed"]:
        seeds = f"{first.results.folder} has seed {one['seed']}, {other.results.folder}"
        raise UserError(f"{seeds} {two['seed']}: they share no luck")
    if "apart" in (one["luck"], two["luck"]):
        raise UserError("luck=apart: every treatment lived worlds of its own; they share no luck")
