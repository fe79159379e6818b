"""Values of parameters: how they are written, read and told apart."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

SENTENCES = ("force",)  # parameters whose values are sentences, with colons and equals signs

Value = float | int | str | tuple[float, ...]
Values = Mapping[str, tuple[Value, ...]]  # swept path or group -> its values
Groups = Mapping[str, Sequence[str]]  # configuration group -> the names it has


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
