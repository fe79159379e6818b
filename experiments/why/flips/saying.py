"""What turns the answer, and who can, in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from experiments.why.flips.levers import TOGETHER
from experiments.why.flips.nearest import FEW
from experiments.why.flips.starts import unscored
from experiments.words.parameters import short
from sim.estimates.intervals import Estimate
from sim.numbers import listed, percent, ranged, thousands, told

if TYPE_CHECKING:
    from experiments.why.flips.found import Extent, Flip, Flips
    from experiments.why.flips.nearest import Searched
    from experiments.why.flips.pulled import Pull

_LEVERS = {  # levers that words for parameters have no name for
    "theatre.border_work": "building northern defences",
    "theatre.border_alarm": "building them against a contingent",
    "putin.cost": "what it costs Moscow",
    "opposition.organising": "how fast the opposition organises",
    "theatre.rotation": "how fast the contingent leaves",
    "putin.demands": "what Moscow asks for",
    "lukashenko.displeasure": "backing withdrawn for refusing",
    "army.agitation_effect": "agitation in the army",
    "army.incitement": "incitement to mutiny",
    "opposition.mobilising": "calls into the street",
    "opposition.sabotage": "sabotage of railways",
    "theatre.front_mean": "Russian front",
    TOGETHER: "all of these together",
}
_NEXT_TO_NOTHING = 0.001  # a change of P(entry)
BELIEVED = {"prior": "points of the prior", "calibrated": "vectors of the record"}


def lever(path: str) -> str:
    """What a lever is called."""
    return _LEVERS.get(path, short(path))


def paragraph(found: Flips) -> Iterator[str]:
    """The findings, for a briefing."""
    for flip in found.flips:
        yield flipping(found, flip)
    yield pulling(found.pulls)
    extent = found.extent
    yield (
        f"P(entry | model, assumptions). Searched from {thousands(extent.points)} "
        f"{BELIEVED[found.kind]}, {extent.worlds} worlds a point on common luck, and confirmed on "
        "other luck; distances are in standard deviations of the prior. A lever is pulled by one "
        f"of them in every one of these, {extent.pulls} worlds each, everything else as it was; "
        f"over all of them P(entry) is {ranged(found.usual)}."
    )


def flipping(found: Flips, flip: Flip) -> str:
    """What turns the answer from a start."""
    search, crosses = flip.search, _crosses(flip.search, found.extent)
    if search.found is None:
        return (
            f"From {flip.name}, where P(entry) is {told(flip.start)}, no way was found on which it "
            f"{crosses}: tried were {thousands(search.tried)} points, of which "
            f"{thousands(search.across)} lie on the other side."
        )
    parts = listed(list(changes(found, search)))
    assert flip.there is not None
    verdict = flip.verdict(found.extent.threshold)
    held = {
        "confirmed": "confirmed on other luck",
        "at the threshold": "on other luck the threshold lies within its interval",
        "not confirmed": "not confirmed on other luck",
    }[verdict]
    return (
        f"From {flip.name}, where P(entry) is {told(flip.start)}, it {crosses} "
        f"{search.found.distance:.1f} prior sd away, the nearest found: {parts}. There it is "
        f"{ranged(flip.there)} ({held})."
    )


def changes(found: Flips, search: Searched) -> Iterator[str]:
    """The changes of a crossing, the largest first: "army morale from 0.42 to 0.48"."""
    assert search.found is not None
    places = search.found.changed
    for place in places[:FEW]:
        before, after = (
            found.said.amount(int(place), float(unscored(each[place])))
            for each in (search.start, search.found.point)
        )
        yield f"{found.said.name(int(place))} from {before} to {after}"
    if len(places) > FEW:
        yield f"{len(places) - FEW} smaller changes"


def pulling(pulls: Sequence[Pull]) -> str:
    """The strongest lever of each actor, and all of his together."""
    clear = [
        each for each in pulls
        if each.path != TOGETHER and each.step is None and apart(each.effect)
    ]  # fmt: skip
    if not clear:
        return "No lever moves P(entry) clearly by one prior sd."
    ranked = sorted(clear, key=lambda each: -abs(each.effect.probability))
    first = [f"{lever(each.path)} ({each.actor}: {points(each.effect)})" for each in ranked[:3]]
    both = [
        f"{each.actor} {points(each.effect)}"
        for each in pulls
        if each.path == TOGETHER and apart(each.effect)
    ]
    all_ = f" All levers of one actor, pulled as he would: {listed(both)}." if both else ""
    return f"Of all levers these move P(entry) most, a prior sd upwards: {listed(first)}.{all_}"


def apart(effect: Estimate) -> bool:
    """Whether an effect is one: its interval leaves out nought."""
    return effect.low > 0 or effect.high < 0


def points(effect: Estimate) -> str:
    """A change of P(entry) in points with its interval."""
    if max(abs(effect.low), abs(effect.high)) < _NEXT_TO_NOTHING:
        return "under 0.1"
    low, high = (_signed(end) for end in (effect.low, effect.high))
    if not apart(effect):
        return f"unclear [{low}, {high}]"
    return f"{_signed(effect.probability)} points [{low}, {high}]"


def _crosses(search: Searched, extent: Extent) -> str:
    way = "rises above" if search.rises else "falls below"
    return f"{way} {percent(extent.threshold)}"


def _signed(share: float) -> str:
    value = 100 * share
    return f"{value:+.2f}" if abs(value) < 0.95 else f"{value:+.1f}" if abs(value) < 9.95 else (
        f"{value:+.0f}"
    )  # fmt: skip
