"""What is changed: parameters, a named variant, a scenario, what leaders are held to, or the dice
of one owner.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Sequence

import numpy as np

from experiments.mistakes import UserError, nearest
from experiments.plan.compose import load
from experiments.plan.settings import SETTINGS
from experiments.plan.study import Study
from experiments.why.twins.changed import ALL, LUCK, SAME, Changed, as_it_is
from experiments.why.twins.differing import differing
from sim.luck import DICE, Lent, Luck

_OTHER_DICE = 7105  # of the seeds that other dice are from
_SENTENCE = re.compile(r"(?:^|\s)(?=force=)")
_WORD = re.compile(r"(?:\[[^\]]*\]|\S)+")  # a list may have spaces


def changes(study: Study, text: str) -> tuple[Changed, ...]:
    """What a text changes: one thing, or each owner's dice in turn for "luck"; raises UserError."""
    given = words_of(text)
    if any(each.partition("=")[0] == LUCK for each in given):
        return _swapped(study, given)
    other = beside(study, given)
    scenario = other.treatments[0].scenario
    if not differing(as_it_is(study).scenario, scenario):
        raise UserError(f"change = {text} changes nothing: the worlds are so already")
    return (Changed(text, other.typed, scenario, Luck(study.seed)),)


def beside(study: Study, given: Sequence[str], anew: bool = False) -> Study:
    """The study in which some arguments are typed in place of those of the same name, or, `anew`,
    in place of all that describe its scenario; raises UserError.
    """
    names = {each.partition("=")[0].lstrip("+") for each in given}
    wrong = sorted(names & SETTINGS.keys())
    if wrong or not names:
        said = f"{wrong[0]} is no part of a scenario" if wrong else "nothing is named"
        raise UserError(
            f"{said}: allowed are parameters (army.morale=0.3), named variants "
            f"(lukashenko=cautious), force=... and, to change, {LUCK}=OWNER"
        )
    named = {each: each.partition("=")[0].lstrip("+") for each in study.typed}
    kept = [each for each in study.typed if named[each] not in names]
    other = load([each for each in kept if not anew or named[each] in SAME] + list(given))
    if other.sweep.columns:
        raise UserError("one scenario is held beside another: leave out what is swept")
    return other


def words_of(text: str) -> list[str]:
    """The arguments in a text, apart by spaces; what is forced is a sentence and comes last, unless
    it is in quotes. Raises UserError.
    """
    if '"' in text or "'" in text:
        try:
            return shlex.split(text)
        except ValueError:
            raise UserError(f"cannot read {text!r}: a quote is not closed") from None
    before, *sentence = _SENTENCE.split(text, maxsplit=1)
    return [*_WORD.findall(before), *(each.strip() for each in sentence)]


def _swapped(study: Study, given: Sequence[str]) -> tuple[Changed, ...]:
    """The worlds with other dice: of one owner, or of each and of all in turn."""
    owner = given[0].partition("=")[2]
    allowed = [*DICE, ALL]
    if len(given) > 1:
        raise UserError(f"{LUCK} is changed alone: leave out {' '.join(given[1:])}")
    if "=" in given[0] and owner not in allowed:
        hint = nearest(owner, allowed)
        raise UserError(f"{LUCK} = {owner} is not one of {', '.join(allowed)}{hint}")
    usual = as_it_is(study)
    return tuple(
        Changed(f"{LUCK}={each}", usual.arguments, usual.scenario, other_luck(study.seed, each))
        for each in ([owner] if owner else allowed)
    )


def other_luck(seed: int, owner: str) -> Luck:
    """The luck of a seed with other dice for one owner, or for all and the people."""
    other = int(np.random.default_rng([seed, _OTHER_DICE]).integers(2**63))
    return Luck(other) if owner == ALL else Luck.dealt(seed, {owner: Lent(other)})
