"""What the figure of a box is drawn from: points in its two leading coordinates, and its sides."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf
from typing import TYPE_CHECKING, Any

from experiments.figures.why.discover import BoxShown
from experiments.store.csv_tables import short
from experiments.why.boxes.box import Side
from experiments.why.boxes.saying import believed
from experiments.why.boxes.trees import named
from experiments.words.why.limits import limited
from sim.numbers import interval, thousands, told

if TYPE_CHECKING:
    from experiments.why.boxes.found import Discovered


def of_points(found: Discovered) -> Iterator[dict[str, Any]]:
    """A row for each point: where it lies in the two leading coordinates, and P(entry)."""
    across, up = leading(found)
    names = [each.name for each in found.said.coordinates]
    value = [each.distribution.quantile for each in found.said.coordinates]
    rows = zip(
        value[across](found.unit[:, across]), value[up](found.unit[:, up]), found.entry, found.out,
        strict=True,
    )  # fmt: skip
    for x, y, entry, out in rows:
        yield {
            "along": names[across], "x": short(x), "upwards": names[up], "y": short(y),
            "entry": short(entry), "held_out": bool(out),
        }  # fmt: skip


def shown(found: Discovered) -> BoxShown:
    """What is drawn of the box beside its points."""
    across, up = leading(found)
    said = found.said
    return BoxShown(
        title=title(found),
        condition=condition(found),
        axes=(said.name(across), said.name(up)),
        limits=(_inside(found, across), _inside(found, up)),
        better=found.held.better,
    )


def leading(found: Discovered) -> tuple[int, int]:
    """The two leading coordinates: of the box, then of boxes drawn anew, then of the tree."""
    mine = [each.side for each in found.limits if each.side in found.box.sides]
    sides = [*mine, *found.box.sides, *(each.side for each in found.limits)]
    places = [side.coordinate for side in sides] + [*named(list(found.leaves)), 0, 1]
    first, second, *_ = dict.fromkeys(places)
    return first, second


def title(found: Discovered) -> str:
    """The finding, as a figure says it: the limits that come back most, and the numbers."""
    held = found.held
    if not held.better:
        return "No few limits make entry clearly more frequent than it is everywhere"
    order = [each.side for each in found.limits]
    ranked = sorted(found.box.sides, key=lambda side: order.index(side) if side in order else inf)
    two = [
        (found.said.name(each.coordinate), each.above,
         found.said.amount(each.coordinate, found.box.limit(each)))
        for each in ranked[:2]
    ]  # fmt: skip
    rest = len(ranked) - len(two)
    more = f", and {rest} more limit{'s hold' if rest > 1 else ' holds'}" if rest else ""
    return (
        f"P(entry) is {told(held.inside)} where {limited(two)}{more}; "
        f"everywhere it is {told(held.everywhere)}"
    )


def condition(found: Discovered) -> str:
    """On what the numbers rest."""
    held, sizes, out = found.held, found.sizes, int(found.out.sum())
    inside = f" In the box {interval(held.inside)}, everywhere {interval(held.everywhere)}."
    return (
        f"{thousands(sizes.points)} points of {believed(found.kind)}, {sizes.worlds} worlds each, "
        f"{thousands(out)} of them held out; a point is likely to see entry if P(entry) is above "
        f"{sizes.likely:g}.{inside if held.better else ''} Everything is given the model and its "
        "assumptions."
    )


def _inside(found: Discovered, place: int) -> tuple[float, float]:
    """The limits of a coordinate in its own unit; inf where there is none."""
    low, high = (Side(place, above) for above in (True, False))
    sides, value = found.box.sides, found.said.value
    return (
        value(place, found.box.limit(low)) if low in sides else -inf,
        value(place, found.box.limit(high)) if high in sides else inf,
    )
