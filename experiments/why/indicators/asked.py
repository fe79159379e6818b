"""What the signs are asked on a command line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.command import read_whole
from experiments.mistakes import UserError
from experiments.plan.settings import SETTINGS
from experiments.why.indicators.found import AHEAD
from experiments.why.observed.coded import TIMELINE, UNTIL, day_until, of_record
from experiments.why.observed.conditioned import WINDOWS
from experiments.why.observed.grammar import LAST_WEEK, parse
from experiments.why.observed.things import Thing
from experiments.why.points.asked import asked

if TYPE_CHECKING:
    from experiments.plan.study import Study

WHAT = "the indicators"
_OWN = {"worlds": "40000", "week": "13", "observe": "", "until": ""}
_FEWEST, _MOST = 400, 9_999_999  # worlds


@dataclass(frozen=True)
class Question:
    """A study, in so many worlds; signs are judged at a week; things that were seen by another."""

    study: Study
    worlds: int
    week: int
    things: tuple[Thing, ...]
    seen_by: int  # the last week of what was seen; -1 where nothing was said

    @property
    def horizon(self) -> int:
        """Weeks over which leads are counted."""
        return max(self.study.base.weeks, self.week + 1 + AHEAD)

    @property
    def weeks(self) -> int:
        """Weeks that have to be lived."""
        after = self.seen_by + 1 + WINDOWS[-1] if self.things else 0
        return max(self.horizon, after)


def question(arguments: Sequence[str]) -> Question:
    """What a command line asks; raises UserError."""
    study, texts = asked(arguments, _OWN, WHAT)
    SETTINGS["output"].check("output", study.output)
    worlds = read_whole("worlds", texts["worlds"], _FEWEST, _MOST)
    week = read_whole("week", texts["week"], 0, LAST_WEEK)
    things, last = _things(study, texts["observe"], texts["until"])
    return Question(study, worlds, week, things, last)


def _things(study: Study, observe: str, until: str) -> tuple[tuple[Thing, ...], int]:
    """What was seen, and the last week of it."""
    if observe == TIMELINE:
        return of_record(study.base.first_day, day_until(until or UNTIL))
    if until:
        raise UserError(f"until = {until[:20]} is for observe={TIMELINE}: leave it out")
    if not observe:
        return (), -1
    things = parse(observe)
    return things, max(each.week for each in things)
