"""Options forced on actors: what a scenario makes an actor do, whatever he would rather do.

    first ultimatum: lukashenko=refuse for 52 weeks; week 10: putin=ultimatum for 4 weeks
    never entry

An actor is held to an option from a week, counted from 0, or from the first ultimatum; for some
weeks or to the horizon. `never entry` takes entry off the table. Nobody's luck is touched, so a
world and the same world without the force are twins.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import combinations
from math import inf

from sim.allowed import ScenarioError
from sim.world import ENTRY_RUNGS

FIRST_ULTIMATUM, NEVER_ENTRY = "first ultimatum", "never entry"
_MOST_WEEKS = 9999
_COMMAND = re.compile(r"([^:=]*):([^:=]*)=([^:=]*)")


@dataclass(frozen=True)
class Command:
    """An actor is held to an option."""

    actor: str
    option: int
    week: int | None  # in which it begins; None: that of the first ultimatum
    weeks: float  # for how long; inf: to the horizon

    def meets(self, other: Command) -> bool:
        """Whether both would, by what is known beforehand, hold one actor in the same week."""
        if self.actor != other.actor or (self.week is None) != (other.week is None):
            return False
        if self.week is None or other.week is None:
            return True
        return self.week < other.week + other.weeks and other.week < self.week + self.weeks


@dataclass(frozen=True)
class Forced:
    """All that is forced in a scenario."""

    commands: tuple[Command, ...] = ()
    never_entry: bool = False

    def of(self, actor: str) -> tuple[Command, ...]:
        """What is forced on one actor, as written."""
        return tuple(each for each in self.commands if each.actor == actor)


@lru_cache(maxsize=256)
def parse(text: str) -> Forced:
    """What a text forces; case and spaces do not matter.

    Raises ScenarioError.
    """
    parts = [" ".join(part.lower().split()) for part in text.split(";")]
    written = [part for part in parts if part not in ("", NEVER_ENTRY)]
    forced = Forced(tuple(_command(part) for part in written), NEVER_ENTRY in parts)
    for (one, first), (other, second) in combinations(
        zip(forced.commands, written, strict=True), 2
    ):
        if one.meets(other):
            raise _wrong(second, f"{one.actor} is held in the same weeks by '{first}'")
    for command, part in zip(forced.commands, written, strict=True):
        if forced.never_entry and command.actor == "lukashenko" and command.option in ENTRY_RUNGS:
            raise _wrong(part, f"'{NEVER_ENTRY}' is forced too; allowed: one of the two")
    return forced


def _options() -> dict[str, type[IntEnum]]:
    """The options of every actor who can be forced."""
    from sim.agents.moscow import Option
    from sim.agents.opposition import Tactic
    from sim.world import Rung

    return {"putin": Option, "lukashenko": Rung, "opposition": Tactic}


def _command(part: str) -> Command:
    shape = _COMMAND.fullmatch(part)
    if shape is None:
        allowed = f"'{FIRST_ULTIMATUM}: ACTOR=OPTION', 'week N: ACTOR=OPTION for N weeks'"
        raise _wrong(part, f"cannot be read; allowed: {allowed}, '{NEVER_ENTRY}'")
    moment, actor, held = (group.strip() for group in shape.groups())
    option, _, span = held.partition(" for ")
    options = _options()
    kinds = options[_known(part, "actor", actor, options)]
    names = {kind.name.lower(): int(kind) for kind in kinds}
    name = _known(part, f"option of {actor}", "_".join(option.split()), names)
    return Command(actor, names[name], _week(part, moment), _weeks(part, span))


def _week(part: str, moment: str) -> int | None:
    if moment == FIRST_ULTIMATUM:
        return None
    word, _, number = moment.partition(" ")
    if word != "week":
        raise _wrong(part, f"no such time as '{moment}'; allowed: {FIRST_ULTIMATUM}, week N")
    return _whole(part, number, "week", least=0)


def _weeks(part: str, span: str) -> float:
    if not span:
        return inf
    number, _, unit = span.partition(" ")
    if unit not in ("week", "weeks"):
        raise _wrong(part, f"'for {span}' is no length; allowed: for N weeks")
    return _whole(part, number, "number of weeks", least=1)


def _whole(part: str, number: str, what: str, least: int) -> int:
    if not re.fullmatch("[0-9]{1,4}", number) or int(number) < least:
        allowed = f"a whole number from {least} to {_MOST_WEEKS}"
        raise _wrong(part, f"'{number}' is no {what}; allowed: {allowed}")
    return int(number)


def _known(part: str, what: str, name: str, allowed: Iterable[str]) -> str:
    if name in allowed:
        return name
    near = difflib.get_close_matches(name, allowed, n=1)
    hint = f"did you mean {near[0]}? " if near else ""
    raise _wrong(part, f"no {what} is named '{name}'; {hint}allowed: {', '.join(allowed)}")


def _wrong(part: str, why: str) -> ScenarioError:
    return ScenarioError(f"force, in '{part}': {why}")
