"""The tables of a search: the box, how its limits come back, the path of peeling, the tree."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from experiments.store.csv_tables import short
from experiments.why.boxes.box import Side
from experiments.why.boxes.recurring import BOXES
from experiments.why.boxes.saying import rule
from sim.estimates.intervals import Estimate

if TYPE_CHECKING:
    from experiments.why.boxes.found import Discovered


def of_box(found: Discovered) -> Iterator[dict[str, Any]]:
    """A row for each number of the box, then one for each of its limits."""
    held = found.held
    numbers = (("everywhere", held.everywhere), ("mean", held.inside), ("density", held.density),
               ("coverage", held.coverage))  # fmt: skip
    for name, each in numbers:
        yield {"what": name, **_blank(), **_ends(each), "points": each.worlds}
    lift, low, high = (short(each) for each in held.lift)
    yield {
        "what": "lift", **_blank(), "value": lift, "low": low, "high": high,
        "points": int(found.out.sum()),
    }  # fmt: skip
    for side in found.box.sides:
        share = found.box.limit(side)
        yield {
            "what": "limit",
            **_of_side(found, side),
            "share_of_prior": short(share),
            "value": short(found.said.value(side.coordinate, share)),
            "low": "",
            "high": "",
            "points": "",
        }


def of_recurrence(found: Discovered) -> Iterator[dict[str, Any]]:
    """A row for each limit of the boxes drawn anew."""
    sides = found.box.sides
    for each in found.limits:
        value = found.said.value
        place = each.side.coordinate
        yield {
            **_of_side(found, each.side),
            "name": found.said.name(place),
            "boxes": each.boxes,
            "of": BOXES,
            "in_the_box": each.side in sides,
            "low": short(value(place, each.low)),
            "middle": short(value(place, each.middle)),
            "high": short(value(place, each.high)),
        }


def of_peeling(found: Discovered) -> Iterator[dict[str, Any]]:
    """A row for each box on the path, chosen on most points and judged by the others."""
    for place, (each, held) in enumerate(zip(found.path, found.path_out, strict=True)):
        yield {
            "step": place,
            "chosen": place == found.place,
            "limits": len(each.box.sides),
            "support": short(each.support),
            "mean": short(each.mean),
            "density": short(each.density),
            "coverage": short(each.coverage),
            "held_out": int(held.inside.worlds),
            **{f"out_mean{end}": number for end, number in _three(held.inside)},
            **{f"out_density{end}": number for end, number in _three(held.density)},
            **{f"out_coverage{end}": number for end, number in _three(held.coverage)},
        }


def of_tree(found: Discovered) -> Iterator[dict[str, Any]]:
    """A row for each rule of the tree."""
    for leaf in found.leaves:
        yield {
            "rule": rule(found, leaf),
            "limits": "; ".join(
                f"{found.said.coordinates[side.coordinate].name} {'>' if side.above else '<='} "
                f"{short(found.said.value(side.coordinate, limit))}"
                for side, limit in leaf.limits
            ),
            "points": leaf.points,
            **{f"mean{end}": number for end, number in _three(leaf.mean)},
        }


def _blank() -> dict[str, str]:
    return {"coordinate": "", "direction": "", "unit": "", "share_of_prior": ""}


def _of_side(found: Discovered, side: Side) -> dict[str, Any]:
    each = found.said.coordinates[side.coordinate]
    direction = "above" if side.above else "below"
    return {"coordinate": each.name, "direction": direction, "unit": each.unit}


def _ends(each: Estimate) -> dict[str, Any]:
    return {
        "value": short(each.probability), "low": short(each.low), "high": short(each.high)
    }  # fmt: skip


def _three(each: Estimate) -> list[tuple[str, Any]]:
    return [
        ("", short(each.probability)), ("_low", short(each.low)), ("_high", short(each.high))
    ]  # fmt: skip
