"""What of a chronicle is told, and what is folded: spans in which nothing of weight is decided
become one line, and a year fits on a screen.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from experiments.why.tales.chronicle import Moment
from experiments.why.tales.thoughts import UNLIKELY, Thought
from sim.world import ENTRY_RUNGS, Rung

_ENTRIES = {rung.name.lower() for rung in ENTRY_RUNGS}
_NEAR_WAR = _ENTRIES | {Rung.POSTURE.name.lower()}
_COERCIVE = {"ultimatum", "replace"}


@dataclass(frozen=True)
class Grain:
    """How finely a history is told: from which weight on a thought is told, from which with its
    reasons in full, and from which with what Lukashenko expected.
    """

    told: int
    reasoned: int

    def expects(self, thought: Thought) -> bool:
        """Whether it is told what he expected: where war was open to him, or everything is told."""
        if thought.who != "lukashenko":
            return False
        return self == EVERYTHING or len(thought.survival()) > 1


EVERYTHING = Grain(told=0, reasoned=0)
# the finest first; the first whose history fits on a screen is taken
_FINENESS = ((1, 2), (1, 3), (2, 2), (2, 3), (3, 3), (4, 3), (4, 4), (4, 5))
GRAINS = tuple(Grain(*each) for each in _FINENESS)


@dataclass(frozen=True)
class Span:
    """Moments that are told together."""

    moments: tuple[Moment, ...]


@dataclass(frozen=True)
class Scene:
    """A moment that is told by itself, and which thoughts of it."""

    moment: Moment
    thoughts: tuple[Thought, ...]


def weight(thought: Thought) -> int:
    """How much a thought decides: 0 nothing new, 1 a small step, 2 a change of course, 3 an
    ultimatum or the answer to it, or that war or its end was near, 4 war, its end, or what was
    forced.
    """
    if thought.forced or (thought.changed and {thought.before, thought.after} & _ENTRIES):
        return 4
    turned = {thought.before, thought.after} if thought.changed else set()
    grave = turned & _COERCIVE or {"ultimatum", "failure"} & set(thought.asked_by)
    if grave or thought.first_abroad or thought.near_crossing >= UNLIKELY:
        return 3
    if thought.who == "opposition" or not (turned or thought.unlikely):
        return 0
    return 2 if thought.who == "putin" or turned & _NEAR_WAR else 1


def folded(moments: Sequence[Moment], grain: Grain) -> Iterator[Span | Scene]:
    """The moments in their order, those without a scene in spans."""
    events = [(moment, _told(moment, grain)) for moment in moments]
    for quiet, group in groupby(events, key=lambda each: _is_quiet(*each)):
        some = list(group)
        if quiet:
            yield Span(tuple(moment for moment, _ in some))
        else:
            yield from (Scene(moment, thoughts) for moment, thoughts in some)


def _told(moment: Moment, grain: Grain) -> tuple[Thought, ...]:
    return tuple(each for each in moment.thoughts if weight(each) >= grain.told)


def _is_quiet(moment: Moment, told: tuple[Thought, ...]) -> bool:
    return not (told or moment.order or moment.home or moment.ending or moment.fall)
