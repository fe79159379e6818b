"""What is believed of a parameter before any record is used, in words."""

from __future__ import annotations

from typing import Any

from sim.parameters import Row

FIXED, SOLVED, USUAL, EXPLICIT = "fixed", "solved", "usual", "explicit"
KINDS = ("normal", "lognormal", "logitnormal", "uniform", "loguniform", "beta")
_LN_SD, _LOGIT_SD = 0.2, 0.4  # of what nothing more is said of


def kind(row: Row) -> str:
    """Whether a prior is given, the usual one, or none: fixed, or solved from a judged quantity."""
    if row.prior in (FIXED, SOLVED):
        return str(row.prior)
    return EXPLICIT if row.prior is not None else USUAL if _usual(row) else FIXED


def told(row: Row) -> str:
    """A prior in words: "lognormal(0.3, 0.2)"; the numbers of a list have a factor in common, or
    are shifted together on the logit.
    """
    prior = row.prior or _usual(row) or FIXED
    if isinstance(prior, str):
        return prior
    name, *numbers = prior
    factor = "factor " if isinstance(row.value, tuple) and name != "logitnormal" else ""
    return f"{factor}{name}({', '.join(f'{each:g}' for each in numbers)})"


def _usual(row: Row) -> tuple[Any, ...] | None:
    """The prior of a parameter of which nothing is said; None where it does not move."""
    if isinstance(row.value, tuple):
        return _of_list(row)
    if not isinstance(row.value, float) or row.value <= 0 or (row.low or 0) < 0:
        return None
    return _scaled(row.value, _share(row))


def _of_list(row: Row) -> tuple[Any, ...] | None:
    """The prior of what the numbers of a list share; None where no number can move."""
    share = _share(row)
    moving = [each for each in row.value if each > 0 and not (share and each == 1)]
    if not moving:
        return None
    return _scaled(0.5, share) if share else _scaled(1.0, share)


def _share(row: Row) -> bool:
    return (row.low, row.high) == (0, 1) and row.value != 1


def _scaled(value: float, share: bool) -> tuple[Any, ...]:
    return ("logitnormal", value, _LOGIT_SD) if share else ("lognormal", value, _LN_SD)
