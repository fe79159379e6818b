"""Many worlds: their state, what is done in them this week, and the record of how they went.

One array a field, worlds last; all in [0, 1] unless a unit is given. Actors meet only here. A field
is never written in place, always replaced, so that an array once handed out stays true. A field
says of itself where it starts and what it means: a new one is declared here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import Field, dataclass, field, fields, replace
from enum import IntEnum
from operator import attrgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Bools, Floats, Whole
from sim.people.people import Citizens, Soldiers

NEVER = -1  # the week of something that has not happened


class Rung(IntEnum):
    """The ladder of concessions, in rising order. Append only."""

    REFUSE = 0
    STALL = 1  # neither refuse nor agree
    HOST = 2  # territory, basing, training
    SUPPLY = 3  # arms, ammunition, industry
    POSTURE = 4  # own units to the border
    LIMITED_ENTRY = 5  # special forces and contract troops
    FULL_ENTRY = 6


class Outcome(IntEnum):
    """How a world ended. Append only: the numbers are in saved results."""

    NO_ENTRY = 0
    LIMITED_ENTRY = 1
    FULL_ENTRY = 2
    MUTINY = 3
    UPRISING = 4
    REPLACED = 5


class Block(IntEnum):
    """What blocked entry, as things stood last. Append only: the numbers are in saved results."""

    NOT_DEMANDED = 0
    DECLINED = 1
    ARMY_REFUSED = 2
    REGIME_FELL = 3


class Fate(IntEnum):
    """What became of Lukashenko's rule by the horizon. Append only: the numbers are in saved
    results.
    """

    IN_POWER = 0
    MUTINY = 1
    UPRISING = 2
    COUP = 3
    REMOVED = 4  # by Moscow
    NOT_FOLLOWED = 5  # the world entered, and was followed no further


class Return(IntEnum):
    """How an expedition ended. Append only: the numbers are in saved results."""

    NONE = 0  # there was none, or it still stood
    RECALLED = 1
    BROKE = 2  # too few still served
    MUTINIED = 3


ENTRY_RUNGS = (Rung.LIMITED_ENTRY, Rung.FULL_ENTRY)
ENTRIES = (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY)
FALLS = (Outcome.MUTINY, Outcome.UPRISING, Outcome.REPLACED)  # of the regime


def share(values: Floats) -> Floats:
    """Values cut to [0, 1]: the one place where shares are clipped."""
    cut = np.maximum(values, 0.0)
    return np.minimum(cut, 1.0, out=cut)


def of_worlds(
    start: str | float | bool | tuple[float, ...],
    meaning: str,
    *,
    unit: str = "",
    low: float = 0.0,
    high: float = 1.0,
    shown: float | None = None,
    rows: int | None = None,
) -> Any:
    """A field with one number a world, or one column of `rows` numbers.

    `start` is a number, a column of them or the path of a parameter; `shown` is the top of the
    scale on which its weekly distribution is shown, if it is.
    """
    about = {"start": start, "meaning": meaning, "unit": unit, "low": low, "high": high}
    return field(metadata=about | {"shown": shown, "rows": rows})


def everywhere(each: Field[Any], worlds: int, scenario: object = None) -> NDArray[Any]:
    """Where a field starts, in as many worlds; what starts at a parameter is 0 without a
    scenario.
    """
    start, rows = each.metadata["start"], each.metadata["rows"]
    if isinstance(start, str):
        start = 0.0 if scenario is None else attrgetter(start)(scenario)
    if rows is None:
        return np.full(worlds, start)
    return np.broadcast_to(np.reshape(start, (-1, 1)), (rows, worlds)).copy()


@dataclass
class State:
    """What next week depends on."""

    # fmt: off
    front: Floats = of_worlds("theatre.front", "share of the annexed territory that Russia holds",
        shown=1.0)
    border_defence: Floats = of_worlds("theatre.border_defence", "Ukraine's northern defences",
        shown=1.0)
    contingent: Floats = of_worlds("theatre.contingent", "Russian personnel in Belarus",
        unit="thousand", high=200, shown=60.0)
    pressure: Floats = of_worlds("pressure.level", "pressure that Lukashenko feels", shown=1.0)
    credit: Floats = of_worlds("lukashenko.credit",
        "concessions he can still pay with: his room for manoeuvre", shown=1.0)
    backing: Floats = of_worlds("lukashenko.backing", "the Kremlin's backing of his rule",
        shown=1.0)
    hosting: Floats = of_worlds("theatre.hosting", "Russian training and basing under way",
        shown=1.0)
    capacity: Floats = of_worlds("opposition.capacity",
        "the opposition's organisation, volunteers, networks", shown=1.0)
    repression: Floats = of_worlds("public.repression", "the security forces' grip", shown=1.0)
    protest: Floats = of_worlds("public.protest", "share of citizens protesting", shown=0.2)
    opposed: Floats = of_worlds("public.opposed", "share of citizens against entering the war")
    compliance: Floats = of_worlds(1.0, "share of the army willing to obey today", shown=1.0)
    prospects: Floats = of_worlds(0.0, "chance that a northern offensive succeeds", shown=1.0)
    offence: Floats = of_worlds(0.0, "how much what Lukashenko conceded offends the public still")

    putin: Whole = of_worlds(1, "the option he stands by, by number", high=np.inf)
    lukashenko: Whole = of_worlds(2, "the rung he stands on, by number", high=np.inf)
    opposition: Whole = of_worlds(0, "the tactic it stands by, by number", high=np.inf)
    asked: Bools = of_worlds(False, "whether Putin changed course and Lukashenko has not answered")
    refused: Bools = of_worlds(False,
        "whether Lukashenko has answered the ultimatum that stands, and stayed below entry")
    alarmed: Bools = of_worlds(False,
        "whether an order to enter has failed since Putin last reconsidered")
    seen_resolve: Floats = of_worlds("pressure.level", "resolve when Putin last reconsidered")
    seen_front: Floats = of_worlds("theatre.front", "front when Putin last reconsidered")
    hope: Floats = of_worlds((0.0, 1.0, 0.0),
        "chances that Putin then saw of an ultimatum: relief, refusal, collapse", rows=3)
    spurned: Floats = of_worlds(0.0, "how far the threat of an ultimatum has worn out")
    defied: Floats = of_worlds(0.0, "how much a failed order still shakes his rule")
    demoralised: Floats = of_worlds(0.0, "willingness that a failed order has taken from the army")
    serving: Floats = of_worlds(0.0,
        "share of those called up who serve in Ukraine; 0 where no expedition is there")
    mourning: Floats = of_worlds(0.0, "the army's dead, as a share of it, that are not forgotten")
    shock: Floats = of_worlds(0.0, "what shocks still take from the threshold of protest",
        high=np.inf)

    held: Floats = of_worlds(0.0,
        "week until which Putin, Lukashenko, the opposition are held to what is forced on them",
        unit="weeks", high=np.inf, rows=3)
    begun: Bools = of_worlds(False,
        "whether what the first ultimatum forces on each of them has begun", rows=3)
    putin_error: Floats = of_worlds(0.0, "what Putin misjudges the army by, beside his optimism",
        low=-np.inf, high=np.inf)
    lukashenko_error: Floats = of_worlds(0.0,
        "what Lukashenko misjudges the army by, beside his bias", low=-np.inf, high=np.inf)
    putin_leaning: Floats = of_worlds(0.0, "Putin's private reasons for each option",
        unit="utility", low=-np.inf, high=np.inf, rows=5)
    lukashenko_leaning: Floats = of_worlds(0.0, "Lukashenko's private reasons for each rung",
        unit="utility", low=-np.inf, high=np.inf, rows=7)
    allegiance: Floats = of_worlds(0.0, "what all soldiers share of loyalty, beside their own",
        low=-np.inf, high=np.inf)
    # fmt: on


@dataclass
class Moves:
    """What is done this week, and what the army takes stock of for it."""

    # fmt: off
    demand: Floats = of_worlds(0.0, "what Putin asks for, on the ladder of concessions")
    removal: Bools = of_worlds(False, "whether Moscow tries to replace Lukashenko")
    order: Whole = of_worlds(0, "the entry that Lukashenko orders, as an Outcome; NO_ENTRY if none",
        high=np.inf)
    fielded: Floats = of_worlds(0.0,
        "how far an expedition that was there before this week's answer meets a demand")
    agitation: Floats = of_worlds(0.0, "what the opposition puts into the army")
    mobilisation: Floats = of_worlds(0.0, "what it puts into the street")
    resistance: Floats = of_worlds(0.0, "morale and loyalty that it takes a soldier to obey",
        low=-np.inf, high=np.inf)
    loyalty_line: Floats = of_worlds(0.0, "loyalty below which a refuser turns his weapon round",
        low=-np.inf, high=np.inf)
    needed: Floats = of_worlds(0.0, "compliance it takes for an order to each entry rung to hold",
        rows=len(ENTRIES))
    beyond: Bools = of_worlds(False, "whether the step is lived beyond the world's first ending")
    fallen: Floats = of_worlds(0.0, "share of the army that the week's fighting has cost")
    # fmt: on


@dataclass
class Record:
    """How worlds have gone so far, to their first ending: entry, or a fall of the regime."""

    # fmt: off
    outcome: Whole = of_worlds(0, "an Outcome", high=np.inf)
    ended: Whole = of_worlds(NEVER, "week of the ending, NEVER while the world goes on",
        low=NEVER, high=np.inf)
    blocked: Whole = of_worlds(0, "a Block: what blocked entry, as things stood last", high=np.inf)
    highest_rung: Whole = of_worlds(0, "a Rung", high=np.inf)
    rung_weeks: Whole = of_worlds(0, "weeks on each rung", high=np.inf, rows=len(Rung))
    ultimatum: Whole = of_worlds(NEVER, "week of the first ultimatum, NEVER if none came",
        low=NEVER, high=np.inf)
    answered: Whole = of_worlds(NEVER, "week of his first answer to an ultimatum, NEVER if none",
        low=NEVER, high=np.inf)
    failed_orders: Whole = of_worlds(0, "orders to enter that the army did not carry out",
        high=np.inf)
    peak_protest: Floats = of_worlds("public.protest", "share of citizens")
    lowest_compliance: Floats = of_worlds(1.0, "share of the army")
    peak_contingent: Floats = of_worlds("theatre.contingent", "Russian personnel in Belarus",
        unit="thousand", high=200)
    # fmt: on


@dataclass
class Aftermath:
    """What became of his rule, after entry too, and of the expedition."""

    # fmt: off
    fate: Whole = of_worlds(0, "a Fate", high=np.inf)
    fell: Whole = of_worlds(NEVER, "week in which his rule ended, NEVER while it lasts",
        low=NEVER, high=np.inf)
    returned: Whole = of_worlds(0, "a Return: how the first expedition ended", high=np.inf)
    home: Whole = of_worlds(NEVER, "week of that, NEVER while it stands or where there is none",
        low=NEVER, high=np.inf)
    toll: Floats = of_worlds(0.0, "share of the army that fighting has cost")
    thinnest: Floats = of_worlds(1.0, "smallest share of those called up that has served")
    # fmt: on


@dataclass(kw_only=True)
class World(State, Moves, Record, Aftermath):
    """The worlds still being lived, and how they came to be as they are."""

    number: NDArray[np.uint64]  # which world this is: its luck
    row: Whole  # where its people are kept
    soldiers: Soldiers
    citizens: Citizens

    @property
    def worlds(self) -> int:
        """How many worlds are being lived."""
        return self.number.size

    @property
    def fought(self) -> Bools:
        """Where an expedition was in Ukraine before this week's answer and still is, shape
        (worlds,).
        """
        fought: Bools = (self.fielded > 0) & (self.serving > 0)
        return fought

    def stands_on(self, rungs: Sequence[Rung]) -> Bools:
        """Whether an expedition is in Ukraine on each of some rungs, shape (rungs, worlds)."""
        on: Bools = (self.lukashenko == np.reshape(rungs, (-1, 1))) & (self.serving > 0)
        return on

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Every field that holds one number or one column a world."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                yield each.name, value

    def at(self, places: Whole) -> World:
        """The worlds at some places as they are now, for a look."""
        seen = object.__new__(_Seen)
        people = {"soldiers": self.soldiers, "citizens": self.citizens}
        seen.__dict__.update(people, _whole=copy(self), _places=places)
        return seen

    def supposing(self, **otherwise: NDArray[Any]) -> World:
        """The same worlds with some fields set otherwise, for a look."""
        supposed = object.__new__(_Supposed)
        people = {"soldiers": self.soldiers, "citizens": self.citizens}
        supposed.__dict__.update(people, _really=self, **otherwise)
        return supposed

    def keep(self, places: Whole) -> None:
        """Let the worlds go that are not at these places; nobody else's luck changes."""
        for name, values in list(self.arrays()):
            setattr(self, name, values.take(places, axis=-1))

    def branch(self, places: Whole, numbers: NDArray[np.uint64]) -> None:
        """Go on with copies of the worlds at some places, under new numbers: the same past and
        people, luck of their own.
        """
        rows = self.row[places]
        for name, values in list(self.arrays()):
            setattr(self, name, values.take(places, axis=-1))
        for name, people in (("soldiers", self.soldiers), ("citizens", self.citizens)):
            traits = {each.name: getattr(people, each.name)[rows] for each in fields(people)}
            setattr(self, name, replace(people, **traits))
        self.number, self.row = numbers, np.arange(places.size)

    def end(self, where: Bools, outcome: Outcome, week: int) -> None:
        """End the worlds marked, unless they have ended already: the first ending counts."""
        ending = where & (self.ended == NEVER)
        if ending.any():
            self.outcome = np.where(ending, int(outcome), self.outcome)
            self.ended = np.where(ending, week, self.ended)

    def lose_power(self, where: Bools, fate: Fate, week: int) -> None:
        """End his rule in the worlds marked, unless it has ended already."""
        losing = where & (self.fell == NEVER)
        if losing.any():
            self.fate = np.where(losing, int(fate), self.fate)
            self.fell = np.where(losing, week, self.fell)

    def come_home(self, where: Bools, how: Return, week: int) -> None:
        """End the expedition in the worlds marked; the record tells of the first."""
        first = where & (self.home == NEVER)
        self.returned = np.where(first, int(how), self.returned)
        self.home = np.where(first, week, self.home)
        self.serving = np.where(where, 0.0, self.serving)


class _Supposed(World):
    """Worlds that differ from others in what is set: the rest is theirs."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        return getattr(self._really, name)


class _Seen(World):
    """Worlds at some places of others: a field is taken from these when it is first looked at."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        values = getattr(self._whole, name).take(self._places, axis=-1)
        self.__dict__[name] = values
        return values
