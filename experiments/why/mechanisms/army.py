"""Mechanisms of the army, the troops in the country, and the machinery: steps and sizes."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot, inf

from experiments.why.mechanisms.asked import (
    BARRED,
    FULL_SIZES,
    PRESSING,
    SIZES,
    STEPPED,
    STEPS,
    TROOPS,
    size,
    steps_of,
    troops,
)
from experiments.why.mechanisms.readings import (
    ELSEWHERE,
    FEW,
    Found,
    Reading,
    estimated,
    share,
    spread,
    times,
)
from sim.estimates.intervals import rate

_SURE = 2.58  # standard errors that two figures of one thing are hardly ever apart


def the_army_matters(found: Found) -> Iterator[Reading]:
    """Whether orders fail, and whether that decides how often Belarus enters."""
    full = {"given": 0, "failing": 0}
    for level in PRESSING:
        limited, whole = found[level].sums["orders"]
        full["given"] += int(whole.sum())
        full["failing"] += int(whole[1:].sum())
        if limited.sum() >= FEW:
            failing = rate(int(limited[1:].sum()), int(limited.sum()))
            quantity = "limited orders that fail or end in mutiny"
            yield estimated(quantity, level, failing, (0.15, 0.55))
    if full["given"]:
        failing = rate(full["failing"], full["given"])
        quantity = f"full orders that do, of {full['given']} at all levels"
        yield estimated(quantity, ELSEWHERE, failing, (0.5, inf))
    usual = found["usual morale"].chance("entry")
    for name, fewer in (("lower morale", True), ("higher morale", False)):
        changed = found[name].chance("entry")
        yield estimated(f"P(entry) with {name}, by .10", "observed", changed)
        pair = (usual, changed) if fewer else (changed, usual)
        less_or_more = "fewer" if fewer else "more"
        quantity = f"times {less_or_more} entries with {name}"
        yield times(quantity, "observed", *pair, (2.0, inf))
    for level in PRESSING:
        bounds = (0.005, inf) if level == "severe" else (-inf, inf)
        yield share(found[level], "failed_year", "years with a failed order", level, bounds)


def troops_matter(found: Found) -> Iterator[Reading]:
    """Whether Russian troops in the country are a lever and a guard, at pressure 0.7."""
    for place, thousand in enumerate(TROOPS):
        entry = found[troops(thousand)].chance("entry")
        uprising = found[f"{troops(thousand)}, {BARRED}"].chance("uprising")
        yield estimated(f"P(entry) with {troops(thousand)}, at 0.7", ELSEWHERE, entry)
        quantity = f"P(uprising) with {troops(thousand)}, entry forbidden"
        yield estimated(quantity, ELSEWHERE, uprising)
        if place:
            fewer = TROOPS[place - 1]
            step = f"from {fewer:g} to {troops(thousand)}"
            entries = found[troops(fewer)].chance("entry")
            yield times(f"times the entries, {step}", ELSEWHERE, entry, entries, (4 / 3, inf))
            falls = found[f"{troops(fewer)}, {BARRED}"].chance("uprising")
            yield times(f"times the uprisings, {step}", ELSEWHERE, uprising, falls, (0.0, 1.0))


def the_week_is_no_artefact(found: Found) -> Iterator[Reading]:
    """Whether half-week steps give the same probabilities."""
    for level in STEPPED:
        one, two = (found[steps_of(level, steps)] for steps in STEPS)
        for quantity, whole, half in (
            ("P(entry)", one.chance("entry"), two.chance("entry")),
            ("P(ultimatum)", one.share("ultimatum"), two.share("ultimatum")),
        ):
            assert whole is not None
            assert half is not None
            usual = max(whole.probability, 1e-12)
            apart = half.probability / usual - 1
            error = hypot(spread(whole), spread(half)) / usual
            room = min(0.05, _SURE * error)
            yield Reading(
                level, f"{quantity} in half weeks less that in weeks, of itself", apart, "points",
                (-room, room), (apart - 1.96 * error, apart + 1.96 * error), whole.probability,
                asked="within 5 % and error",
            )  # fmt: skip


def size_does_not_matter(found: Found) -> Iterator[Reading]:
    """Whether the number of soldiers simulated changes what comes of orders."""
    least = found[size(SIZES[0])]
    for soldiers in (*SIZES[1:], *FULL_SIZES):
        seen = found.get(size(soldiers))
        if seen is None:
            continue
        for quantity, one, other, room in (
            ("P(entry)", seen.chance("entry"), least.chance("entry"), 0.1),
            ("failed orders", seen.share("failed_year"), least.share("failed_year"), 0.1),
            ("P(mutiny)", seen.chance("mutiny"), least.chance("mutiny"), 1 / 3),
        ):
            assert one is not None
            assert other is not None
            against = f"times {quantity} of {SIZES[0]}, with {size(soldiers)}"
            yield times(against, "severe", one, other, (1 - room, 1 + room))
