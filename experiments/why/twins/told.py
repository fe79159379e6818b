"""What twin worlds tell, in a paragraph: every sentence is true whatever the numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import isnan

from experiments.plan.settings import KNOWN
from experiments.why.twins.by_vector import effect
from experiments.why.twins.divergence import ANYTHING, CHOICE
from experiments.why.twins.readings import (
    Effect,
    effects,
    flipped,
    flips,
    parting,
    reasons,
    shown_in,
)
from experiments.why.twins.records import ENTRY, Twins
from experiments.words.why.counterfactual import (
    BECAME,
    DICE,
    EVENTS,
    SHOWN_IN,
    clear,
    point,
    points,
)
from sim.luck import DICE as OWNERS
from sim.machine.arrays import Floats
from sim.numbers import listed, ranged

_SHOWN = 2  # reasons, and actors, that a sentence names
_FEW = 10  # flips below which nothing is said of what blocks entry


def paragraph(change: str, twins: Twins, parameters: str) -> Iterator[str]:
    """The sentences on one change: the effect, which worlds flip and why, when lives part; over
    parameters of a kind.
    """
    found = {each.event: each for each in effects(twins)}
    yield _effect(change, found[ENTRY])
    others = [f"{EVENTS[each.event]} {points(each.difference)}" for each in found.values()]
    yield f"What else becomes likelier or rarer: {listed(others[1:])}."
    yield from _flips(twins)
    yield from _partings(twins)
    yield bands(twins, parameters)
    yield from _between(twins, found[ENTRY])


def of_dice(owner: str, twins: Twins) -> Iterator[str]:
    """The sentences on other dice of one owner, which are as likely as the first: how often the
    outcome flips.
    """
    yield (
        f"With other dice ({DICE[owner]}) and all else the same, the outcome flips between entry "
        f"and none in {ranged(flipped(twins))} of worlds."
    )
    yield from _flips(twins)
    yield from _partings(twins)


def of_luck(found: Mapping[str, Twins]) -> Iterator[str]:
    """Whose luck decides, from twins by the owner of the dice that are others."""
    shares = {owner: flipped(each) for owner, each in found.items()}
    said = [f"{DICE[owner]} {ranged(shares[owner])}" for owner in OWNERS if owner in shares]
    yield (
        "Dealt other dice, and all else the same, the outcome flips between entry and none in so "
        f"many worlds: {listed(said)}."
    )
    first, second = sorted(OWNERS, key=lambda owner: -shares[owner].probability)[:2]
    less = effect(_marks(found[second]), _marks(found[first]), found[first].vector)
    surely = "surely" if clear(less) else "but not surely"
    yield (
        f"{DICE[first].capitalize()} flip it most often, {surely} more often than "
        f"{DICE[second]}: {points(less)} on the same worlds."
    )
    if "all" in shares:
        yield (
            f"With all dice and the people dealt anew it flips in {ranged(shares['all'])}: as much "
            "as is open once the parameters are known. The shares of owners need not add up to it, "
            "for what one of them changes can be undone by another."
        )


def _marks(twins: Twins) -> Floats:
    return flips(twins).astype(float)


def _effect(change: str, entry: Effect) -> str:
    verb = "goes" if clear(entry.difference) else "does not clearly move: it goes"
    return (
        f"With {change}, P(entry | model, assumptions) {verb} from {ranged(entry.before)} to "
        f"{ranged(entry.after)}: {points(entry.difference)} on the same worlds."
    )


def _flips(twins: Twins) -> Iterator[str]:
    if not twins.flipped.any():
        yield f"No world of {twins.worlds:,} flips between entry and none ({_bound(twins)})."
        return
    for to_entry, begins, then in (
        (False, "turn from entry to none", "In its place"),
        (True, "turn from none to entry", "What had blocked it"),
    ):
        share = flipped(twins, to_entry)
        found = reasons(twins, to_entry)
        if not found:
            yield f"None turns {begins.removeprefix('turn ')} by the dice."
            continue
        said = f"By the dice {ranged(share)} of worlds {begins}"
        if share.count < _FEW:
            yield f"{said}, too few to say what they have in common."
            continue
        named = [f"{BECAME[name]} in {ranged(each)}" for name, each in found[:_SHOWN]]
        yield f"{said}. {then}: {listed(named)} of them."


def _bound(twins: Twins) -> str:
    return f"so in {ranged(flipped(twins))} of worlds"


def _partings(twins: Twins) -> Iterator[str]:
    anything, choice = parting(twins, ANYTHING), parting(twins, CHOICE)
    if anything.share.count == 0:
        yield "By the dice the twins are the same in every week."
        return
    yield (
        f"The twins part in {ranged(anything.share)} of worlds, half of these by week "
        f"{anything.median:.0f}; where it shows first: {_first(twins, ANYTHING)}."
    )
    if choice.share.count == 0:
        yield "No leader ever chooses otherwise."
        return
    first, third = choice.quarters
    yield (
        f"A leader chooses otherwise in {ranged(choice.share)}; half of these first do by "
        f"week {choice.median:.0f} ({choice.low:.0f} to {choice.high:.0f}; the middle half in "
        f"weeks {first:.0f} to {third:.0f}). Whose choice it is first: {_first(twins, CHOICE)} of "
        "all worlds."
    )


def _first(twins: Twins, measure: str) -> str:
    found = sorted(shown_in(twins, measure), key=lambda each: -each[1].probability)
    named = [f"{SHOWN_IN[name]} in {ranged(each)}" for name, each in found[:_SHOWN] if each.count]
    return listed(named)


def bands(twins: Twins, parameters: str) -> str:
    """What the intervals leave out and what is not looked at."""
    if parameters == KNOWN[0]:
        return (
            f"Intervals are 95 %, of luck alone over {twins.worlds:,} worlds: every parameter has "
            "its own value, and rival models of the leaders are not looked at."
        )
    return (
        f"Intervals are 95 %, of the mean over {twins.vectors:,} vectors of parameters "
        f"({parameters}) in {twins.worlds:,} worlds; rival models of the leaders are not looked at."
    )


def _between(twins: Twins, entry: Effect) -> Iterator[str]:
    if not isnan(entry.between):
        spread = point(entry.between, entry.difference).lstrip("+")
        yield (
            "Parameters, apart from that: the effect on entry differs between vectors with a "
            f"standard deviation of {spread} points, luck taken out."
        )
