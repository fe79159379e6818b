"""What a study is called where nobody gave it a title: what was typed for it, in its own words."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.plan.settings import MOST_LETTERS, SETTINGS

USUAL = "December 2022 at the observed pressure"
_SWEPT = "sweep."


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


def _listed(paths: Sequence[str]) -> str:
    return " and ".join([", ".join(paths[:-1]), paths[-1]] if len(paths) > 1 else paths)
