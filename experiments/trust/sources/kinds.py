"""What kind of prior a parameter has; what it is in words is told by the priors themselves."""

from __future__ import annotations

from sim.parameters import Row
from sim.priors.of_parameter import is_solved, of_row

FIXED, SOLVED, USUAL, EXPLICIT = "fixed", "solved", "usual", "explicit"


def kind(row: Row) -> str:
    """Whether a prior is given, the usual one, or none: fixed, or solved from a judged quantity."""
    if is_solved(row):
        return SOLVED
    if of_row(row) is None:
        return FIXED
    return USUAL if row.prior is None else EXPLICIT
