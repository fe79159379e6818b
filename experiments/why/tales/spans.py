"""Many weeks in one line: what went on, and what moved meanwhile."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from experiments.why.tales.chronicle import Moment
from experiments.words.names import goes_on

_CAPITALS = {"lukashenko": "Minsk", "putin": "Moscow"}
_MOST_TURNS = 3  # that are told one by one
_AT_FIRST = ("pressure", "backing", "compliance", "contingent")


@dataclass(frozen=True)
class Move:
    """How a quantity is said to move."""

    word: str
    notable: float  # the change that is worth telling
    decimals: int
    factor: float = 1.0
    unit: str = ""

    def said(self, before: float, now: float) -> str:
        """From where to where."""
        return f"{self.word} {self._number(before)} to {self._number(now)}{self.unit}"

    def stands(self, now: float) -> str:
        """Where it is."""
        return f"{self.word} {self._number(now)}{self.unit}"

    def _number(self, value: float) -> str:
        return f"{self.factor * value:.{self.decimals}f}"


_MOVES = {
    "pressure": Move("pressure", 0.05, 2),
    "backing": Move("backing", 0.05, 2),
    "compliance": Move("army", 0.08, 0, 100, " %"),
    "protest": Move("street", 0.015, 1, 100, " %"),
    "contingent": Move("Russian troops", 2.0, 0, 1, " thousand"),
    "front": Move("front", 0.05, 2),
    "serving": Move("still serving", 0.10, 0, 100, " %"),
    "toll": Move("fallen", 0.01, 1, 100, " % of the army"),
    "mourning": Move("mourned dead", 0.01, 1, 100, " % of the army"),
}


class Meanwhile:
    """What has been told so far of how things stand, so that only what is new is told."""

    def __init__(self, state: Mapping[str, float]) -> None:
        self.told = dict(state)
        self.tactic = ""

    def moves(self, state: Mapping[str, float]) -> list[tuple[str, str]]:
        """What has moved notably since it was last told, and how: first how many still
        serve, then what moved most.
        """
        if not (state["serving"] and self.told["serving"]):  # it goes or comes home: told as such
            self.told["serving"] = state["serving"]
        sizes = {
            name: abs(state[name] - self.told[name]) / move.notable for name, move in _MOVES.items()
        }
        moved = sorted(
            (name for name in sizes if sizes[name] >= 1),
            key=lambda name: (name != "serving", -sizes[name]),
        )
        return [(name, _MOVES[name].said(self.told[name], state[name])) for name in moved]

    def tell(self, name: str, state: Mapping[str, float]) -> None:
        """Note that one of them has been told."""
        self.told[name] = state[name]


def at_first(state: Mapping[str, float]) -> str:
    """How things stand before anything is told."""
    return ", ".join(_MOVES[name].stands(state[name]) for name in _AT_FIRST)


def summed_up(moments: Sequence[Moment], meanwhile: Meanwhile, room: int) -> str:
    """What went on in some weeks, in one line of at most so many letters: as many clauses as fit,
    those that matter most first.
    """
    told = ", ".join(_course(moments, who) for who in ("lukashenko", "putin"))
    joint, state = "; ", moments[-1].state
    for name, move in meanwhile.moves(state):
        if len(told) + len(joint) + len(move) <= room:
            told, joint = f"{told}{joint}{move}", ", "
            meanwhile.tell(name, state)
    tactic = moments[-1].stands["opposition"]
    new = f"the opposition {goes_on(tactic)}" if tactic != meanwhile.tactic else ""
    for clause in (new, _again(moments)):
        if clause and len(told) + len(clause) + 2 <= room:
            told = f"{told}; {clause}"
            meanwhile.tactic = tactic
    return told


def _course(moments: Sequence[Moment], who: str) -> str:
    """What one leader did over some weeks."""
    turns = [option for option, _ in groupby(moment.stands[who] for moment in moments)]
    if len(turns) > _MOST_TURNS:
        stood = [moment.stands[who] for moment in moments]
        usual = sorted(set(turns), key=lambda option: -stood.count(option))[:2]
        return f"{_CAPITALS[who]} {' or '.join(map(goes_on, usual))}, in {len(turns)} turns"
    return f"{_CAPITALS[who]} {', then '.join(map(goes_on, turns))}"


def _again(moments: Sequence[Moment]) -> str:
    """Who thought again and stood by what he did."""
    kept = [
        thought.who
        for moment in moments
        for thought in moment.thoughts
        if not thought.changed and thought.who != "opposition"
    ]
    counts = {
        name: kept.count(who) for who, name in (("lukashenko", "Lukashenko"), ("putin", "Putin"))
    }
    told = [f"{name} {_times(count)}" for name, count in counts.items() if count]
    return f"thinks again: {', '.join(told)}" if told else ""


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")
