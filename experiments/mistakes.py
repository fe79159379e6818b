"""What a user can cause: mistakes that are said in one line, and Ctrl-C."""

from __future__ import annotations

import difflib
from collections.abc import Sequence


class UserError(Exception):
    """A command that cannot be carried out: says what, where and what is allowed, in one line."""


class Interrupted(Exception):
    """Ctrl-C: says what was kept and how to go on."""


class Damaged(Exception):
    """A file that is not what was written: says what is wrong with it."""


def first_line(mistake: BaseException) -> str:
    """What an error says, on one line; its kind where it says nothing."""
    lines = str(mistake).strip().splitlines()
    return " ".join(lines[0].split()) if lines else type(mistake).__name__


def nearest(word: str, allowed: Sequence[str]) -> str:
    """The question whether the nearest of the allowed words was meant; empty if none is near."""
    near = difflib.get_close_matches(word, allowed, n=1)
    return f"; did you mean {near[0]}?" if near else ""
