"""Mechanisms of leaders: what they stand by, what decides, whether they believe what happens."""

from __future__ import annotations

from collections.abc import Iterator
from math import inf

from experiments.why.mechanisms.asked import BARRED, BELOW, ENTERS, PRESSING, kept
from experiments.why.mechanisms.readings import FEW, Found, Reading, estimated, share, times
from experiments.why.mechanisms.trials import Seen
from sim.laws.pressure import LEVELS
from sim.world import Rung

_GAP = 0.10  # between belief and event


def policies_last(found: Found) -> Iterator[Reading]:
    """How long leaders stand by what they chose."""
    seen = found["observed"]
    for name, quantity, bounds in (
        ("lukashenko", "weeks that he stands on a rung", (4.0, 12.0)),
        ("putin", "weeks that an option of Putin's stands", (8.0, inf)),
    ):
        weeks, changes = seen.sums[f"{name}_weeks"].sum(), seen.number(f"{name}_changes")
        yield Reading("observed", quantity, weeks / max(changes, 1), "weeks", bounds)


def ultimatums_are_events(found: Found) -> Iterator[Reading]:
    """How often an ultimatum comes."""
    bounds = {"none": (0.0, 0.02), "observed": (0.1, 0.6), "maximum": (0.8, 1.0)}
    for level in LEVELS:
        asked = bounds.get(level, (-inf, inf))
        yield share(found[level], "ultimatum", "years with an ultimatum", level, asked)


def no_climbing(found: Found) -> Iterator[Reading]:
    """Whether he climbs the ladder though nobody presses."""
    for level in LEVELS:
        bounds = (0.0, 0.2) if level == "none" else (-inf, inf)
        yield share(found[level], "posture", "years with POSTURE or higher", level, bounds)
    weeks = found["observed"].sums["lukashenko_weeks"]
    usual = weeks[[Rung.HOST, Rung.SUPPLY]]
    others = max(float(weeks[rung]) for rung in Rung if rung not in (Rung.HOST, Rung.SUPPLY))
    quantity = "HOST and SUPPLY, the rarer, against any other rung"
    rarer = float(usual.min()) / max(others, 1e-9)
    yield Reading("observed", quantity, rarer, "times", (1.0, inf), other=others)


def survival_decides(found: Found, incentives: tuple[str, ...]) -> Iterator[Reading]:
    """What pulls towards entry, and what holds back, when an ultimatum is first answered."""
    place, before = incentives.index("survival"), -inf
    for level in LEVELS:
        seen = found[level]
        answers = seen.number("answers")
        if answers < FEW:
            continue
        sizes = seen.sums["pull_size"] / answers
        next_largest = max(float(each) for i, each in enumerate(sizes) if i != place)
        yield Reading(
            level, "size of survival's pull", float(sizes[place]), "utility", (next_largest, inf),
            other=next_largest, asked="largest of all",
        )  # fmt: skip
        mean, low, high = pull(seen, place)
        pressing = level in PRESSING
        bounds = (-inf, 0.0) if level == "observed" else (before if pressing else -inf, inf)
        asked = "< 0 at observed, then rising" if pressing else ""
        quantity = "mean of survival's pull towards entry"
        yield Reading(level, quantity, mean, "utility", bounds, (low, high), asked=asked)
        before = mean if pressing else before
        towards = float(seen.sums["pull_positive"][place] / answers)
        yield Reading(
            level, "answers in which it pulls towards entry", towards, "share",
            (1e-9, inf) if level == "severe" else (-inf, inf), asked="some at severe",
        )  # fmt: skip
    for level in PRESSING:
        usual = found[f"{level}, foreseen"].chance("entry")
        without = found[f"{level}, without survival"].chance("entry")
        yield estimated("P(entry) if survival counted nothing", level, without)
        few, many = sorted((usual, without), key=lambda each: each.probability)
        quantity = "times P(entry) changes if it counted nothing"
        yield times(quantity, level, many, few, (2.0, inf))


def pull(seen: Seen, place: int) -> tuple[float, float, float]:
    """The mean pull of an incentive towards entry, with its 95 % interval."""
    answers = seen.number("answers")
    mean = float(seen.sums["pull"][place] / answers)
    variance = max(float(seen.sums["pull_squared"][place] / answers) - mean**2, 0.0)
    reach = 1.96 * (variance / answers) ** 0.5
    return mean, mean - reach, mean + reach


def refusing_is_dangerous(found: Found) -> Iterator[Reading]:
    """Whether refusing an ultimatum costs him his power, and how safe he is without one."""
    for level in LEVELS:
        removed = found[level].share("removed_after", "stood")
        bounds = (0.15, inf) if level == "maximum" else (-inf, inf)
        if removed is not None and (removed.worlds >= FEW or level == "maximum"):
            quantity = "removed in the year after 8 weeks of refusing"
            yield estimated(quantity, level, removed, bounds)
    for level in LEVELS:
        fell = found[level].share("fell_quietly", "quiet")
        bounds = (-inf, 0.02) if level == "observed" else (-inf, inf)
        if fell is not None and fell.worlds >= FEW:
            yield estimated("fell in a year without an ultimatum", level, fell, bounds)


def attention(found: Found) -> Iterator[Reading]:
    """Whether Putin notices that his resolve or the front has moved."""
    surge = "new ultimatum within a four-week surge of resolve"
    yield share(found["surge"], "issued", surge, "observed", (0.3, inf))
    yield share(found["no surge"], "issued", "in the same weeks without it", "observed")
    fall, none = (found[name].share("issued") for name in ("fall", "no fall"))
    assert fall is not None
    assert none is not None
    yield estimated("new ultimatum after the front has fallen by .10", "observed", fall)
    yield estimated("in the same weeks without that", "observed", none)
    quantity = "times a new ultimatum is as likely after the front fell"
    yield times(quantity, "observed", fall, none, (2.0, inf))


def belief_meets_event(found: Found) -> Iterator[Reading]:
    """Whether he keeps power as often as he believed when he answered the first ultimatum."""
    for level in LEVELS:
        yield from believed(found[f"{level}, {BARRED}"], level, "where entry is forbidden")
    for rung in BELOW:
        for level in LEVELS:
            seen = found.get(kept(level, rung))
            if seen is not None:
                yield from believed(seen, level, f"keeping {rung.name} for a year")


def entering_meets_event(found: Found) -> Iterator[Reading]:
    """The same of entering, with what he would have believed if he knew his army."""
    for level in LEVELS:
        where = f"keeping {ENTERS.name}, his army known"
        yield from believed(found[kept(level, ENTERS)], level, where, "truly")


def believed(
    seen: Seen, level: str, where: str, projection: str = "projected"
) -> Iterator[Reading]:
    """Projected and realised survival after the first answer to an ultimatum, and the gap; the
    projection is his own, or what it would be (`truly`) if he knew his army.
    """
    lasted = seen.share("lasted", "followed")
    if lasted is None or lasted.worlds < FEW:
        return
    projected = seen.number(projection) / seen.number("followed")
    quantity = f"survival projected {where}"
    yield Reading(level, quantity, projected, "share", other=lasted.probability)
    yield estimated(f"survival realised {where}", level, lasted)
    interval = (projected - lasted.high, projected - lasted.low)
    gap, bounds = projected - lasted.probability, (-_GAP, _GAP)
    yield Reading(level, f"projected less realised, {where}", gap, "points", bounds, interval)
