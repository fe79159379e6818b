"""The state of many worlds: one array a field, worlds last; all in [0, 1] unless a unit is given.

Actors meet only here. A field is never written in place, always replaced, so that an array once
handed out stays true.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Bools, Floats, Whole
from sim.machine.loops import kernels
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


ENTRY_RUNGS = (Rung.LIMITED_ENTRY, Rung.FULL_ENTRY)
ENTRIES = (Outcome.LIMITED_ENTRY, Outcome.FULL_ENTRY)


def share(values: Floats) -> Floats:
    """Values cut to [0, 1]: the one place where shares are clipped."""
    cut = np.maximum(values, 0.0)
    return np.minimum(cut, 1.0, out=cut)


@dataclass
class World:
    """The worlds still being lived, and how they came to be as they are."""

    number: NDArray[np.uint64]  # which world this is: its luck
    row: Whole  # where its people are kept
    soldiers: Soldiers
    citizens: Citizens

    front: Floats  # share of the annexed territory that Russia holds
    border_defence: Floats  # Ukraine's northern defences
    contingent: Floats  # Russian personnel in Belarus, thousands
    pressure: Floats  # pressure that Lukashenko feels
    credit: Floats  # concessions he can still pay with: his room for manoeuvre
    backing: Floats  # the Kremlin's backing of his rule
    hosting: Floats  # Russian training and basing under way
    capacity: Floats  # the opposition's organisation, volunteers, networks
    repression: Floats  # the security forces' grip
    protest: Floats  # share of citizens protesting
    opposed: Floats  # share of citizens against entering the war
    compliance: Floats  # share of the army willing to obey today
    # morale and loyalty that it takes a soldier to obey, as the army took stock this week
    resistance: Floats
    loyalty_line: Floats  # loyalty below which a refuser turns his weapon round, likewise
    prospects: Floats  # chance that a northern offensive succeeds
    # compliance it takes for an order to each entry rung to hold, shape (entry rungs, worlds)
    needed: Floats

    demand: Floats  # what Putin asks for this week, on the ladder of concessions
    removal: Bools  # whether Moscow tries to replace Lukashenko this week
    order: Whole  # the entry that Lukashenko orders this week, as an Outcome; NO_ENTRY if none
    offence: Floats  # how much what Lukashenko concedes offends the public
    agitation: Floats  # what the opposition puts into the army this week
    mobilisation: Floats  # what it puts into the street

    putin: Whole  # this week's choices, by the numbers of each actor's options
    lukashenko: Whole
    opposition: Whole

    outcome: Whole
    blocked: Whole
    ended: Whole  # week of the ending, NEVER while the world goes on
    highest_rung: Whole
    rung_weeks: Whole  # weeks on each rung, shape (rungs, worlds)
    ultimatum: Whole  # week of the first ultimatum
    failed_orders: Whole
    peak_protest: Floats
    lowest_compliance: Floats
    peak_contingent: Floats

    weight: Floats  # chance that this history has not ended yet: 1 while endings are drawn
    lived: Floats  # the weight with which this week began
    ordered: Floats  # weight that ended this week on an order to enter, shape (entry rungs, worlds)
    chances: Floats  # weight that has ended in each outcome, shape (outcomes, worlds)
    blocks: Floats  # weight that ended without entry, by what blocked it, shape (blocks, worlds)
    rungs: Floats  # weight that has ended, by the highest rung reached, shape (rungs, worlds)

    @property
    def worlds(self) -> int:
        """How many worlds are being lived."""
        return self.number.size

    def arrays(self) -> Iterator[tuple[str, NDArray[np.generic]]]:
        """Every field that holds one number or one column a world."""
        for each in fields(self):
            value = getattr(self, each.name)
            if isinstance(value, np.ndarray):
                yield each.name, value

    def keep(self, staying: Bools) -> None:
        """Let the other worlds go; nobody else's luck or place changes."""
        places = np.flatnonzero(staying)
        for name, values in list(self.arrays()):
            setattr(self, name, values.take(places, axis=-1))

    def branch(self, places: Whole, numbers: NDArray[np.uint64]) -> None:
        """Go on with copies of the worlds at some places, under new numbers: the same past and
        people, luck of their own.
        """
        rows = self.row[places]
        for name, values in list(self.arrays()):
            setattr(self, name, values.take(places, axis=-1))
        self.soldiers = Soldiers(
            *(getattr(self.soldiers, each.name)[rows] for each in fields(Soldiers))
        )
        self.citizens = Citizens(
            *(getattr(self.citizens, each.name)[rows] for each in fields(Citizens))
        )
        self.number, self.row = numbers, np.arange(places.size)

    def spend(self, weight: Floats, outcome: Whole, rung: Whole, block: Whole) -> None:
        """Move weight from the history that goes on to an ending: its outcome, highest rung and
        what blocked entry, shape (worlds,).
        """
        blocked = weight * ((outcome != ENTRIES[0]) & (outcome != ENTRIES[1]))
        self.chances = kernels.spent(self.chances, outcome, weight)
        self.rungs = kernels.spent(self.rungs, rung, weight)
        self.blocks = kernels.spent(self.blocks, block, blocked)

    def end(self, where: Bools, outcome: Outcome, week: int) -> None:
        """End the worlds marked, unless they have ended already: the first ending counts."""
        ending = where & (self.ended == NEVER)
        if ending.any():
            self.outcome = np.where(ending, int(outcome), self.outcome)
            self.ended = np.where(ending, week, self.ended)
