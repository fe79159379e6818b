"""What is believed of a declared parameter, from its row in the table of parameters.

A parameter may be declared with a prior: (kind, a, b), "fixed", or "solved" where a judged quantity
stands for it (see `judged`). For the others one rule holds:

- a share, declared from 0 to 1 and strictly inside, is logit-normal around its value, sd 0.4;
- another positive number whose range begins at 0 or above is lognormal around it, sd 0.2: a factor
  of 1.5 either way at most, nearly always;
- a list of fixed length moves by one coordinate: its shares strictly inside (0, 1) are shifted
  together on the log odds, by a normal number; other positive numbers are multiplied by one factor,
  and so are shares where the prior is of another kind. So a list that rises or falls goes on doing
  so;
- noughts, shares of 1, signed numbers, whole numbers, words and lists of any length are fixed.

Everything is cut to the declared range.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.special import expit, logit

from sim.allowed import ScenarioError
from sim.machine.arrays import Floats
from sim.parameters import Row
from sim.priors.distributions import Distribution

FIXED, SOLVED = "fixed", "solved"
SHARE_SPREAD = 0.4  # sd of the log odds
FACTOR_SPREAD = 0.2  # sd of the logarithm


def of_row(row: Row) -> Distribution | None:
    """What is believed of a parameter, or of the coordinate that moves a list; None where it is
    fixed, or solved.

    Raises ScenarioError where the prior that it is declared with cannot be.
    """
    given = getattr(row, "prior", None)
    if given in (FIXED, SOLVED):
        return None
    if given is not None:
        return _declared(row, given)
    if isinstance(row.value, tuple):
        return _of_list(row)
    return _usual(row) if isinstance(row.value, float) else None


def is_solved(row: Row) -> bool:
    """Whether a judged quantity stands for the parameter."""
    return bool(getattr(row, "prior", None) == SOLVED)


def column(row: Row, believed: Distribution, values: Floats) -> Floats:
    """The parameter at each point, from its coordinate: shape (points,), or (points, numbers)."""
    if not isinstance(row.value, tuple):
        return values
    usual, values = np.array(row.value), values[:, None]
    moves = _moves(row)
    if _is_shift(row, believed.kind):
        odds = logit(np.where(moves, usual, 0.5)) + values
        return np.where(moves, expit(odds), usual)
    low, high = ends(row)
    return np.clip(np.where(moves, usual * values, usual), low, high)


def ends(row: Row) -> tuple[float, float]:
    """The declared range."""
    low = -np.inf if row.low is None else float(row.low)
    return low, np.inf if row.high is None else float(row.high)


def reach(row: Row, kind: str) -> tuple[float, float]:
    """The range to which the coordinate of a parameter is cut, if its prior is of a kind."""
    if not isinstance(row.value, tuple):
        return ends(row)
    return (-np.inf if _is_shift(row, kind) else 0.0), np.inf


def can_move(row: Row) -> bool:
    """Whether the parameter is a number, or a list of fixed length, that points may differ in."""
    return isinstance(row.value, float) or (isinstance(row.value, tuple) and len(row.value) > 0)


def in_words(row: Row, distribution: Distribution) -> str:
    """What is believed of a parameter, as a table says it."""
    if not isinstance(row.value, tuple):
        return str(distribution)
    together = (
        "log odds all shifted by"
        if _is_shift(row, distribution.kind)
        else "positive numbers all times"
    )
    return f"{together} {distribution}"


def _declared(row: Row, given: Any) -> Distribution:
    kind, a, b = given
    if not can_move(row):
        raise ScenarioError(
            f"{row.path} cannot have the prior {kind}({a:g}, {b:g}): allowed is fixed, for it is "
            "a word, a whole number or a list of any length"
        )
    return Distribution(kind, a, b, *reach(row, kind))


def _usual(row: Row) -> Distribution | None:
    low, high = ends(row)
    if _of_shares(row):
        inside = 0 < row.value < 1
        return Distribution("logitnormal", row.value, SHARE_SPREAD, low, high) if inside else None
    if row.value <= 0 or low < 0:
        return None
    return Distribution("lognormal", row.value, FACTOR_SPREAD, low, high)


def _of_list(row: Row) -> Distribution | None:
    if not _moves(row).any():
        return None
    if _of_shares(row):
        return Distribution("normal", 0.0, SHARE_SPREAD)
    return Distribution("lognormal", 1.0, FACTOR_SPREAD)


def _of_shares(row: Row) -> bool:
    return ends(row) == (0.0, 1.0)


def _is_shift(row: Row, kind: str) -> bool:
    """Whether a list's coordinate is a shift of log odds, or else a factor."""
    return _of_shares(row) and kind == "normal"


def _moves(row: Row) -> Any:
    """Which numbers of a list move, shape (numbers,)."""
    usual = np.array(row.value)
    return (usual > 0) & (usual < 1) if _of_shares(row) else usual > 0
