"""The courses that worlds take: where each stands at the end of every week.

Changes, spells and what stood side by side cannot be read from counts over worlds; here every
world keeps its own weeks, in as few bytes as it takes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from sim.machine.arrays import Floats, Whole
from sim.world import World

if TYPE_CHECKING:
    from sim.model import WarEntry

Small = NDArray[np.int8]  # numbers of options
Single = NDArray[np.float32]
_TOLD = {  # of a course, and of the world that it is read from
    "rung": "lukashenko",
    "option": "putin",
    "tactic": "opposition",
    "protest": "protest",
    "contingent": "contingent",
    "backing": "backing",
    "compliance": "compliance",
    "front": "front",
}


@dataclass(frozen=True)
class Courses:
    """Worlds at the ends of their weeks, arrays of shape (weeks, worlds); a world that is over
    stands as it ended, and nothing is left of its weight.
    """

    rung: Small  # Lukashenko's, a Rung
    option: Small  # Putin's, an Option
    tactic: Small  # the opposition's, a Tactic
    protest: Single  # share of citizens
    contingent: Single  # Russian personnel in Belarus, thousand
    backing: Single  # the Kremlin's, of his rule
    compliance: Single  # share of the army willing to obey
    front: Single  # share of the annexed territory that Russia holds
    # chance of neither entry nor a fall so far, where endings are foreseen; where they are drawn,
    # 1 while neither has come and 0 from then on
    weight: Single

    @classmethod
    def unwritten(cls, weeks: int, worlds: int) -> Courses:
        """Courses of worlds that are still to be lived."""
        shape = (weeks, worlds)
        return cls(
            rung=np.zeros(shape, np.int8),
            option=np.zeros(shape, np.int8),
            tactic=np.zeros(shape, np.int8),
            protest=np.zeros(shape, np.float32),
            contingent=np.zeros(shape, np.float32),
            backing=np.zeros(shape, np.float32),
            compliance=np.zeros(shape, np.float32),
            front=np.zeros(shape, np.float32),
            weight=np.zeros(shape, np.float32),
        )

    @classmethod
    def of(cls, model: WarEntry, weeks: int) -> Courses:
        """The courses of a model's worlds over so many weeks: it is lived to its end."""
        courses, steps = cls.unwritten(weeks, model.world.worlds), model.assumptions.steps_per_week
        while model.running:
            week, begins = model.week, model.lived % steps == 0
            if begins and week:
                courses._stand(week, week + 1)
            model.step()
            courses._write(week, model.world, model.endings.left(model.world))
        courses._stand(week + 1, weeks)
        return courses

    @classmethod
    def joined(cls, parts: Sequence[Courses]) -> Courses:
        """Courses of several batches, in their order; those of fewer weeks stand as they ended."""
        weeks = max(part.weeks for part in parts)
        whole = [part._over(weeks) for part in parts]
        return cls(*(
            np.concatenate([getattr(part, each.name) for part in whole], axis=1)
            for each in fields(cls)
        ))  # fmt: skip

    @property
    def weeks(self) -> int:
        """How many weeks there are."""
        return len(self.weight)

    def taken(self, places: Whole) -> Courses:
        """The courses at some places, in their order."""
        return Courses(*(getattr(self, each.name)[:, places] for each in fields(self)))

    def _write(self, week: int, world: World, left: Floats) -> None:
        """Write down how the worlds that are lived stand now, and what is left of each, shape
        (worlds,). A world's place is that of its people.
        """
        for name, source in _TOLD.items():
            getattr(self, name)[week, world.row] = getattr(world, source)
        self.weight[week, world.row] = left

    def _stand(self, first: int, end: int) -> None:
        """Let all worlds stand in some weeks as they did before."""
        for name in _TOLD:
            getattr(self, name)[first:end] = getattr(self, name)[first - 1]

    def _over(self, weeks: int) -> Courses:
        """The same over so many weeks, of which the last are those of worlds that are over."""
        if weeks == self.weeks:
            return self
        more: dict[str, Any] = {
            name: np.repeat(getattr(self, name)[-1:], weeks - self.weeks, axis=0) for name in _TOLD
        }
        more["weight"] = np.zeros((weeks - self.weeks, self.weight.shape[1]), np.float32)
        return Courses(**{
            name: np.concatenate([getattr(self, name), rest]) for name, rest in more.items()
        })  # fmt: skip
