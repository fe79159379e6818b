"""The account of what to watch and of what was seen: worlds are lived once for both."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from experiments.mistakes import UserError
from experiments.why.indicators.found import Indicated, indicated
from experiments.why.indicators.living import watched
from experiments.why.observed.conditioned import Conditioned, conditioned
from experiments.why.observed.shifts import Shift, shifts

if TYPE_CHECKING:
    from experiments.why.indicators.asked import Question

FEWEST = 200  # worlds that go on at the week by which signs are judged


@dataclass(frozen=True)
class Account:
    """Everything that is found, before it is printed, kept or drawn."""

    question: Question
    vectors: int  # of parameters, that the worlds share
    indicated: Indicated
    seen: Conditioned | None  # what was seen implies, where something was
    shifts: Sequence[Shift]


def account(question: Question) -> Account:
    """Live the worlds of a question and reckon what they say; raises UserError where too few of
    them show what was seen, and Interrupted after Ctrl-C.
    """
    found = watched(question.study, question.worlds, question.week, question.weeks, question.things)
    on = int(np.count_nonzero(found.sightings.goes_on(question.week)))
    if on < FEWEST:
        raise UserError(
            f"week = {question.week}: {on} of {question.worlds:,} worlds go on so long, and "
            f"{FEWEST} are needed: ask for an earlier week or more worlds"
        )
    seen, moved = None, list[Shift]()
    if question.things:
        seen = conditioned(found.sightings, question.things, question.seen_by)
        moved = shifts(found, seen)
    signs = indicated(found.sightings, question.week, question.horizon, question.study.seed)
    return Account(question, len(found.unit), signs, seen, moved)
