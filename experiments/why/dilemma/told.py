"""What is told of the dilemma: a paragraph that is true whatever the numbers are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf

from experiments.why.dilemma.answers import ENTERS, HELD, YEAR, Place
from experiments.why.dilemma.crossing import Onset
from experiments.why.dilemma.judged import RIGHTLY, WRONGLY, Judged
from experiments.why.dilemma.readings import (
    ALL,
    OBEYS,
    Belief,
    Powers,
    beliefs,
    naive,
    powers,
)
from experiments.why.dilemma.records import Lives
from experiments.words.dilemma import Verdict, pressures, verdict, where
from experiments.words.names import RUNGS
from sim.estimates.intervals import Estimate
from sim.numbers import estimate, listed

_SMALL = 0.05  # between what he expects and what comes


@dataclass(frozen=True)
class Dilemma:
    """All that was lived at one morale, by pressure."""

    lives: Mapping[float, Lives]
    worlds: int  # lived at each pressure

    @classmethod
    def at(cls, morale: float, lives: Mapping[Place, Lives], worlds: int) -> Dilemma:
        """That of one morale among all places."""
        return cls(
            {place.pressure: each for place, each in lives.items() if place.morale == morale},
            worlds,
        )

    def powers(self, group: str, held: int = YEAR, weeks: int = YEAR) -> dict[float, Powers]:
        """The powers of a group by pressure, where enough worlds were asked."""
        found = {level: powers(each, group, held, weeks) for level, each in self.lives.items()}
        return {level: each for level, each in found.items() if each.told}


def against_the_best(found: Powers) -> Estimate:
    """Limited entry less the best lower rung."""
    return found.less(ENTERS, found.best)


def verdicts(found: Mapping[float, Powers]) -> dict[float, Verdict]:
    """Whether entering saves him, by pressure."""
    less = {level: against_the_best(each) for level, each in found.items()}
    return {level: verdict(each.low, each.high) for level, each in less.items()}


def answered(dilemma: Dilemma) -> Iterator[str]:
    """Whether entering saves him, over all worlds and where the army obeys."""
    few = [level for level in dilemma.lives if level not in dilemma.powers(ALL)]
    if few:
        named = listed([f"{level:g}" for level in few])
        counts = listed([f"{dilemma.lives[level].number.size}" for level in few])
        yield f"Too few worlds are asked at pressure {named} ({counts}) to say anything."
    for group, before in ((ALL, "Entering"), (OBEYS, "Where the army obeys, entering")):
        found = dilemma.powers(group)
        said = verdicts(found)
        for kind in dict.fromkeys(said.values()):
            levels = [level for level, each in said.items() if each is kind]
            yield _compared(before, kind, {level: found[level] for level in levels}, said)


def _compared(
    before: str, kind: Verdict, found: Mapping[float, Powers], said: Mapping[float, Verdict]
) -> str:
    entering = [_bare(each.chance(ENTERS)) for each in found.values()]
    lower = [_bare(each.chance(each.best)) for each in found.values()]
    best = list(dict.fromkeys(RUNGS[each.best.name.lower()] for each in found.values()))
    begins = f"{before} {kind.value} {where(said, kind)}"
    if kind is Verdict.UNCLEAR:
        begins = f"{before} may or may not save him {where(said, kind)}"
    return (
        f"{begins}: a year after his first answer he is in power in {listed(entering)} % with "
        f"limited entry, in {listed(lower)} % with the best lower rung ({listed(best)})."
    )


def crossed(group: str, found: Onset) -> str:
    """From which pressure on entering is his better chance."""
    begins = "Where the army obeys" if group == OBEYS else "Over all worlds asked"
    return f"{begins}, entering is his better chance {crossing_said(found)}."


def crossing_said(found: Onset) -> str:
    """A crossing with its interval, within a sentence."""
    if not found.levels:
        return "at a pressure that too few worlds can tell"
    if not found.told:
        return "at a pressure that these worlds cannot tell"
    if found.low == found.high and found.at in (inf, -inf):
        return _end(found.at, found)
    at = _end(found.at, found) if found.at in (inf, -inf) else f"from pressure {found.at:.2f} on"
    return f"{at} (95 % interval: {_edge(found.low, found)} to {_edge(found.high, found)})"


def _end(at: float, found: Onset) -> str:
    if at == inf:
        return f"at no pressure up to {found.levels[-1]:g}"
    return f"at every pressure from {found.levels[0]:g} to {found.levels[-1]:g}"


def _edge(at: float, found: Onset) -> str:
    if at == inf:
        return "none"
    return f"below {found.levels[0]:g}" if at == -inf else f"{at:.2f}"


def expected(dilemma: Dilemma) -> Iterator[str]:
    """Whether he expects of entering what comes, at the highest pressure that can be told."""
    found = dilemma.powers(ALL)
    level = max(found)
    belief = entering(dilemma.lives[level], found[level])
    if belief is None:
        return
    gap = belief.own - belief.event.probability
    begins = f"He expects too {'much' if gap > 0 else 'little'} of entering"
    if abs(gap) <= _SMALL:
        begins = "He expects of entering about what comes"
    own, true, at = 100 * belief.own, 100 * belief.true, pressures([level])
    yield (
        f"{begins}: at {at} to be in power a year later in {own:.0f} %, where "
        f"{_bare(belief.event)} % come true; knowing his army he would expect {true:.0f} %."
    )


def entering(lives: Lives, found: Powers) -> Belief | None:
    """What he expects of limited entry; None where he was never asked what."""
    return next((each for each in beliefs(lives, found) if each.rung is ENTERS), None)


def rightly(level: float, found: Mapping[tuple[str, str], Judged]) -> str:
    """How often he judges rightly at a pressure, from figures by quantity and worlds."""
    of = "where he answers with entry"
    if (RIGHTLY, of) not in found:
        return f"At {pressures([level])} too few answer with entry to say how often rightly."
    parts = {name: _bare(found[name, of].estimate) for name in ("the army goes", RIGHTLY, WRONGLY)}
    share = _bare(found["he answers with entry", "all worlds asked"].estimate)
    return (
        f"At {pressures([level])} he answers with entry in {share} %. Of those, the army goes in "
        f"{parts['the army goes']} %; in {parts[RIGHTLY]} % only entering keeps him in power, in "
        f"{parts[WRONGLY]} % only the lower rung would have."
    )


def warning(dilemma: Dilemma) -> Iterator[str]:
    """What a plain comparison of worlds that entered with worlds that did not would say."""
    both = {level: naive(dilemma.lives[level], YEAR) for level in dilemma.powers(ALL)}
    plain = {level: each for level, each in both.items() if each is not None}
    if not plain:
        return
    level = max(plain)
    one, other = plain[level]
    forced = against_the_best(dilemma.powers(ALL, HELD[0])[level])
    yield (
        "A warning: worlds that entered and worlds that did not are not alike, for those that "
        f"entered are those whose army went. Left to himself at {pressures([level])}, he is in "
        f"power a year later in {_bare(one)} % of the worlds that entered and in {_bare(other)} % "
        f"of the others, {points(one.probability - other.probability)} points; in the same worlds, "
        f"limited entry less the best lower rung is {points(forced.probability)} (kept for "
        f"{HELD[0]} weeks)."
    )


def points(difference: float) -> str:
    """A difference in points of per cent, with its sign."""
    whole = round(100 * difference)
    return f"{whole:+d}" if whole else "0"


def _bare(each: Estimate) -> str:
    """A share in per cent without the sign; a bound where only that can be said."""
    return estimate(each, "under ", "over ").removesuffix(" %")
