"""The box in sentences, with names in words and limits in the units of the parameters."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.why.boxes.box import Box, Side
from experiments.why.boxes.recurring import BOXES
from experiments.why.boxes.trees import Leaf, named
from experiments.words.why.limits import limited
from sim.numbers import listed, percent, ranged, thousands, told

if TYPE_CHECKING:
    from experiments.why.boxes.found import Discovered

_BELIEVED = {
    "prior": "what is believed before any record",
    "calibrated": "the vectors of the record",
}
_MOST = 6  # limits named by how often they come back


def believed(kind: str) -> str:
    """Of what the points are."""
    return _BELIEVED[kind]


def headline(found: Discovered) -> str:
    """The finding in one sentence."""
    held = found.held
    if not held.better:
        return (
            "No box of at most four limits holds clearly more of the entries than its size: "
            f"held out, {_times(found)}, against {ranged(held.everywhere)} everywhere."
        )
    stays = held.inside.probability <= found.sizes.likely
    often = f"still {held.inside.words}" if stays else held.inside.words
    return (
        f"Entry is {often} ({ranged(held.inside)} on average, {ranged(held.coverage)} of all "
        f"entries; {told(held.everywhere)} everywhere) where {where(found, found.box)}."
    )


def where(found: Discovered, box: Box) -> str:
    """The limits of a box as a clause."""
    return limited([_limit(found, side, box.limit(side)) for side in box.sides])


def paragraph(found: Discovered) -> Iterator[str]:
    """The finding and how far it can be trusted, for a briefing."""
    held, sizes = found.held, found.sizes
    yield headline(found)
    if held.better:
        yield (
            f"In {ranged(held.density)} of the points of the box P(entry) is above "
            f"{percent(sizes.likely)}; it is {_times(found)}."
        )
    yield recurring(found)
    yield second_opinion(found)
    many = int(found.out.sum())
    yield (
        f"P(entry | model, assumptions), over {thousands(sizes.points)} points of "
        f"{believed(found.kind)}, {sizes.worlds} worlds each; the box was chosen on "
        f"{thousands(sizes.points - many)}, and every number is of the {thousands(many)} held out."
    )


def recurring(found: Discovered) -> str:
    """How often the limits of the box come back, and which others do."""
    mine = [each for each in found.limits if each.side in found.box.sides]
    others = [each for each in found.limits if each.side not in found.box.sides]
    count = {each.side: each.boxes for each in mine}
    said = [
        f"{found.said.name(side.coordinate)} in {count.get(side, 0)}" for side in found.box.sides
    ]
    start = (
        f"Of {BOXES} boxes from points drawn anew its limits stand again: {listed(said)}."
        if said
        else f"Of {BOXES} boxes from points drawn anew:"
    )
    rivals = [
        f"{found.said.name(each.side.coordinate)} {'above' if each.side.above else 'below'} a "
        f"limit in {each.boxes}"
        for each in others[:_MOST]
        if each.boxes > BOXES / 10
    ]
    return f"{start} Others that come back: {listed(rivals)}." if rivals else start


def second_opinion(found: Discovered) -> str:
    """Whether the tree names what the box names."""
    tree, box = named(list(found.leaves)), [side.coordinate for side in found.box.sides]
    if not tree:
        return "A regression tree finds no split that pays."
    names = listed([found.said.name(each) for each in tree])
    both = [found.said.name(each) for each in tree if each in box]
    agrees = (
        "all of them stand in the box"
        if len(both) == len(tree)
        else f"of these {listed(both)} stand{'s' if len(both) == 1 else ''} in the box"
        if both
        else "none of them stands in the box"
    )
    return f"A regression tree splits on {names}; {agrees}."


def rule(found: Discovered, leaf: Leaf) -> str:
    """A rule of the tree as a sentence."""
    limits = [_limit(found, side, limit) for side, limit in leaf.limits]
    return f"P(entry) is {ranged(leaf.mean)} where {limited(limits)}"


def _limit(found: Discovered, side: Side, share: float) -> tuple[str, bool, str]:
    place = side.coordinate
    return found.said.name(place), side.above, found.said.amount(place, share)


def _times(found: Discovered) -> str:
    lift, low, high = found.held.lift
    return (
        f"{lift:.2f} times (95 % interval {low:.2f} to {high:.2f}) as frequent in it as everywhere"
    )
