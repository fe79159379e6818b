"""What folders that are compared differ in besides what was asked: told, before any difference."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from sim.numbers import listed

if TYPE_CHECKING:
    from experiments.why.comparison.sides import ComparedFolder

_PEOPLE = ("army.soldiers", "public.citizens")
_BY_VECTOR = "by vector"
_HOW = {"counted": "drawn", "conditional": "foreseen"}


def unlike(first: ComparedFolder, other: ComparedFolder) -> Iterator[str]:
    """What two folders differ in that is part of every difference between them, in sentences."""
    one, two = first.manifest, other.manifest
    if one["weeks"] != two["weeks"]:
        yield (
            f"{first.letter} counts what happens within {one['weeks']} weeks, {other.letter} "
            f"within {two['weeks']}: the horizon is a part of every difference."
        )
    yield from _luck(first, other)
    if _believed(one) != _believed(two):
        yield (
            f"{first.letter}'s worlds have {_believed(one)}, {other.letter}'s {_believed(two)}: "
            "what is believed of the parameters is a part of every difference."
        )
    if one["identity"].get("model") != two["identity"].get("model"):
        yield (
            f"{first.letter} and {other.letter} were lived by different states of the model: a "
            "change of the program may be a part of every difference."
        )
    if one["estimator"] != two["estimator"]:
        yield (
            f"Endings of {first.letter} were {_HOW[one['estimator']]}, of {other.letter} "
            f"{_HOW[two['estimator']]}: what is compared is chances, of which a drawn one is 0 "
            "or 1."
        )
    for side in (first, other):
        if not side.manifest["complete"]:
            yield f"{side.letter} is not finished: only the worlds it has are compared."


def differing(sides: Sequence[ComparedFolder]) -> dict[str, list[Any]]:
    """The parameters, and what gave them, in which the folders' scenarios differ: the value of each
    side, by path.
    """
    swept = {path for side in sides for path in side.manifest["swept"]}
    every = [side.manifest["parameters"] for side in sides]
    paths = [path for path in every[0] if path not in swept]
    values = {path: [_value(side.manifest, path) for side in sides] for path in paths}
    return {path: each for path, each in values.items() if any(v != each[0] for v in each)}


def _value(manifest: dict[str, Any], path: str) -> Any:
    """What a parameter is in a folder's worlds: a value, or what each one's vector has."""
    varied = (manifest.get("vectors") or {}).get("varied", ())
    return _BY_VECTOR if path in varied else manifest["parameters"].get(path)


def _luck(first: ComparedFolder, other: ComparedFolder) -> Iterator[str]:
    """Where the same luck does not fall on the same people or steps."""
    one, two = (side.manifest["parameters"] for side in (first, other))
    people = [path for path in _PEOPLE if one.get(path) != two.get(path)]
    if people:
        told = [f"{path} {one.get(path):,} and {two.get(path):,}" for path in people]
        yield (
            f"{first.letter} and {other.letter} have populations of different sizes "
            f"({listed(told)}): of the people only part of the luck is common."
        )
    steps = "steps_per_week"
    if one.get(steps) != two.get(steps):
        yield (
            f"{first.letter} has {one.get(steps)} and {other.letter} {two.get(steps)} steps a week:"
            " luck that is drawn by the step is not common."
        )


def _believed(manifest: dict[str, Any]) -> str:
    """Whose parameters the worlds of a folder have."""
    vectors = manifest.get("vectors")
    if vectors is None:
        return "the same parameters"
    return f"one of {vectors['many']:,} {vectors['kind']} vectors each"
