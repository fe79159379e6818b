"""What of a difference is due to whom: Shapley values with intervals, beside what each group does
alone and as the last.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from experiments.store.csv_tables import short
from experiments.why.attribution import shapley
from experiments.why.twins.by_vector import chance, effect, mean, means
from sim.estimates.intervals import Estimate

if TYPE_CHECKING:
    from experiments.why.attribution.living import Coalitions

FROM, TO, DIFFERENCE = "from", "to", "difference"


@dataclass(frozen=True)
class Due:
    """What one group does to P(entry)."""

    group: str
    parameters: tuple[str, ...]
    part: Estimate  # its Shapley value: parts add up to the difference
    alone: Estimate  # where it alone is changed
    last: Estimate  # where it is changed after all others
    depends: Estimate  # how much more it does as the last than alone


@dataclass(frozen=True)
class Attribution:
    """The difference in P(entry) between two scenarios, shared out."""

    before: Estimate
    after: Estimate
    difference: Estimate
    due: tuple[Due, ...]  # the largest part first
    worlds: int
    vectors: int
    orders: int  # that were drawn; 0 where every coalition was lived


def attribution(found: Coalitions) -> Attribution:
    """The parts of all groups."""
    nothing, whole, vector = found.of(0), found.of(found.whole), found.vector
    parts = _parts(found)
    due = [_due(found, place, name, parts[place]) for place, name in enumerate(found.groups)]
    return Attribution(
        before=chance(nothing, vector),
        after=chance(whole, vector),
        difference=effect(nothing, whole, vector),
        due=tuple(sorted(due, key=lambda each: -abs(each.part.probability))),
        worlds=vector.size,
        vectors=int(np.unique(vector).size),
        orders=0 if found.orders is None else len(found.orders),
    )


def rows(name: str, against: str, each: Attribution, over: str) -> Iterator[dict[str, Any]]:
    """The rows of attribution.csv: where it starts, a row a group, the difference, the end."""
    about = {"scenario": name, "against": against, "over": over}
    sizes = {"worlds": each.worlds, "vectors": each.vectors, "orders": each.orders}
    blank = {**_said("alone", None), **_said("last", None)}
    yield {**about, "group": FROM, **_said("part", each.before), **blank, **sizes, "differ": ""}
    for due in each.due:
        yield {
            **about,
            "group": due.group,
            **_said("part", due.part),
            **_said("alone", due.alone),
            **_said("last", due.last),
            **sizes,
            "differ": " ".join(due.parameters),
        }
    for what, number in ((DIFFERENCE, each.difference), (TO, each.after)):
        yield {**about, "group": what, **_said("part", number), **blank, **sizes, "differ": ""}


def _due(found: Coalitions, place: int, name: str, part: Estimate) -> Due:
    """What one group does, in all its company and in none."""
    nothing, alone = found.of(0), found.of(1 << place)
    others, whole = found.of(found.whole & ~(1 << place)), found.of(found.whole)
    return Due(
        group=name,
        parameters=found.groups[name],
        part=part,
        alone=effect(nothing, alone, found.vector),
        last=effect(others, whole, found.vector),
        depends=mean((whole - others) - (alone - nothing), found.vector),
    )


def _parts(found: Coalitions) -> list[Estimate]:
    """The Shapley value of every group; where orders were drawn, with the error of that too."""
    if found.orders is None:
        return [mean(each, found.vector) for each in shapley.exact(found.values)]
    brings = shapley.marginal(found.values, found.coalitions, found.orders)
    drawn = means(brings, found.vector).mean(axis=-1)  # (orders, groups)
    errors = drawn.var(axis=0, ddof=1) / len(drawn)
    both = zip(brings.mean(axis=0), errors, strict=True)
    return [mean(each, found.vector, float(error)) for each, error in both]


def _said(name: str, each: Estimate | None) -> dict[str, Any]:
    if each is None:
        return {name: "", f"{name}_low": "", f"{name}_high": ""}
    return {
        name: short(each.probability),
        f"{name}_low": short(each.low),
        f"{name}_high": short(each.high),
    }
