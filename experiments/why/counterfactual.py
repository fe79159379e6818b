"""Counterfactual questions as they are typed: what is different when one thing is changed, or what
of the difference between two scenarios is due to whom.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.command import read_whole
from experiments.mistakes import UserError
from experiments.why.attribution import look as attribution
from experiments.why.points.asked import asked
from experiments.why.twins import look as twins
from experiments.why.twins.changes import beside, changes, words_of

# what may be typed, with an example of each: nothing of it is usual
_OWN = {"change": "army.morale=0.3", "against": "pressure=severe", "worlds": "4000"}
_LEAST, _MOST = 2, 999_999_999  # worlds


def answered(arguments: Sequence[str]) -> Iterator[str]:
    """The lines that answer a command line; raises UserError."""
    study, own = asked(arguments, _OWN, "a counterfactual")
    typed = {each.partition("=")[0] for each in arguments}
    worlds = read_whole("worlds", own["worlds"], _LEAST, _MOST) if "worlds" in typed else None
    if {"change", "against"} <= typed:
        raise UserError("change and against are two questions: leave one of them out")
    if "change" in typed:
        return twins.look(study, changes(study, own["change"]), worlds)
    if "against" in typed:
        other = beside(study, words_of(own["against"]), anew=True)
        return attribution.look(study, other, worlds)
    raise UserError(
        "say what is changed, such as change=army.morale=0.3, or with what it is held against, "
        "such as 'against=pressure=severe lukashenko=cautious'"
    )
