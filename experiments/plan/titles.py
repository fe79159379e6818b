"""What a study is called where nobody gave it a title: what was typed for it, in its own words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from experiments.plan.settings import MOST_LETTERS, SETTINGS

USUAL = "December 2022 at the observed pressure"
_SWEPT = "sweep."
_NO_GROUPS = ("weeks", "start", "steps_per_week", "force")  # parameters outside any group
_OF_A_NAME = 40  # letters of a folder's name that say what was set


def titled(given: str | None, typed: Sequence[str], swept: Sequence[str]) -> str:
    """The title of a study: what it was given, with what else was set; where there is none, what is
    varied and what is set. One that was typed stands as it is.
    """
    said = what_was_set(typed)
    if given is not None and any(each.startswith("title=") for each in typed):
        return given
    first = given or (f"{_listed(swept)} varied" if swept else "")
    told = f"{first} ({said})" if first and said else first or said or USUAL
    return told if len(told) <= MOST_LETTERS else f"{told[: MOST_LETTERS - 4]} ..."


def what_was_set(typed: Sequence[str]) -> str:
    """The parameters and the variants that somebody named, as he typed them."""
    named = ((each.partition("=")[0].lstrip("+"), each.lstrip("+")) for each in typed)
    return ", ".join(
        text for name, text in named if name not in SETTINGS and not name.startswith(_SWEPT)
        and "=" in text and name != "experiment"
    )  # fmt: skip


def slug(typed: Sequence[str]) -> str:
    """What was set, as a part of a folder's name: "-june_2026-rising", "-morale_0.3"; the same in
    whatever order it was typed.
    """
    said = [each.partition("=")[::2] for each in what_was_set(typed).split(", ") if each]
    words = [
        f"{path.rpartition('.')[2]}_{text}" if "." in path or path in _NO_GROUPS else text
        for path, text in sorted(said)
    ]
    kept = re.sub(r"[^A-Za-z0-9_.-]+", "_", "-".join(words)).strip("_.-")
    return f"-{kept[:_OF_A_NAME].rstrip('_.-')}" if kept else ""


def _listed(paths: Sequence[str]) -> str:
    return " and ".join([", ".join(paths[:-1]), paths[-1]] if len(paths) > 1 else paths)
