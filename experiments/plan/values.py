"""Values of parameters: how they are written, read and told apart."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sim.allowed import ScenarioError


SENTENCES = ("force",)  # parameters whose values are sentences, with colons and equals signs

Value = float | int | str | tuple[float, ...]
Values = Mapping[str, tuple[Value, ...]]  # swept path or group -> its values
Groups = Mapping[str, Sequence[str]]  # configuration group -> the names it has

_OF_A_RECORD = re.compile(r"\b([A-Z]\w*)\.(?=[a-z])")  # ArmyIncentives.morale


def plain(value: Any) -> Any:
    """A value as YAML and JSON have it: tuples are lists, all the way down."""
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    return [plain(each) for each in value] if isinstance(value, (tuple, list)) else value


def same(one: object, other: object) -> bool:
    """Whether two values are the same, however they are written: 0.4, 0.40 and "0.4" are."""
    try:
        return abs(float(str(one)) - float(str(other))) < 1e-9
    except ValueError:
        return str(one) == str(other)


def written(values: Mapping[str, object], joint: str = ", ", equals: str = " = ") -> str:
    """Values by path as one writes them: "army.morale = 0.3, pressure.level = 1"."""
    each = ((path, value if str(value) else "''") for path, value in values.items())
    return joint.join(f"{path}{equals}{value}" for path, value in each)


def as_typed(mistake: ScenarioError) -> str:
    """What cannot be, with parameters under the paths by which they are typed: army.morale."""
    return _OF_A_RECORD.sub(lambda found: f"{_groups().get(found[1], found[1])}.", str(mistake))


@cache
def _groups() -> dict[str, str]:
    """The group of parameters that each record holds, by the record's name."""
    from sim.scenario import Scenario  # which takes long to import: only where something is wrong

    usual = Scenario()
    return {type(getattr(usual, each.name)).__name__: each.name for each in fields(usual)}


def number_or_word(word: Any) -> Any:
    """What a word means: a whole number, a number, or itself; lists part by part."""
    if isinstance(word, list):
        return [number_or_word(each) for each in word]
    for kind in (int, float):
        try:
            return kind(word)
        except (TypeError, ValueError):
            continue
    return word
