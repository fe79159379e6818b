"""What happened in a world, in one true sentence, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from experiments.why.tales.chronicle import ENTERED, Chronicle, Moment
from experiments.words.names import BLOCKS, ENDINGS, FALLS, goes_on
from sim.world import Outcome

_FELL = {
    "mutiny": "ordered to enter, the army turns its weapons round",
    "uprising": "the street brings Lukashenko down",
    "removed": "Moscow removes Lukashenko",
    "coup": "insiders remove Lukashenko",
}
_HOME = {
    "recalled": "the expedition is called home",
    "broke": "the expedition breaks",
    "mutinied": "the expedition turns its weapons round",
}
_AGAIN = "Belarus enters again"
_MOST_CLAUSES = 3  # between entry and the fate of his rule
_SURVIVES = "Lukashenko is still in power at the end"


def headline(chronicle: Chronicle) -> str:
    """What happened, in one sentence without a full stop."""
    if chronicle.entered is not None:
        told = "; ".join(_since_entry(chronicle, chronicle.entered))
        return f"Belarus enters the war in week {chronicle.entered.week}; {told}"
    fell = chronicle.fell
    if fell is None:
        return _nobody_fell(chronicle)
    named = _FELL.get(fell.fall) or ENDINGS[fell.ending].rstrip(".")
    told = f"{named[0].upper()}{named[1:]} in week {fell.week}"
    if fell.order is not None:  # the fall is the failure
        return f"{told}, {_since(chronicle, fell)}"
    return f"{told}, {_before(chronicle, fell)}"


def endings(chronicle: Chronicle, moment: Moment) -> Iterator[str]:
    """What ended in a moment, a sentence each: peace, or his rule."""
    if moment.ending in ENTERED:
        yield f"{ENDINGS[moment.ending]} Moscow has what it asked for."
    if not moment.fall:
        return
    told = FALLS.get(moment.fall) or ENDINGS[chronicle.outcome]
    if moment.home is not None and moment.home.how == "mutinied" and moment.order is None:
        told = "In Ukraine the army turns its weapons round: mutiny."
    yield f"{told}{_what_blocked(chronicle)}"


def at_the_horizon(chronicle: Chronicle) -> str:
    """How a world stands that has reached the horizon."""
    if chronicle.entered is None:
        return f"{ENDINGS[Outcome.NO_ENTRY.name.lower()]}{_what_blocked(chronicle)}"
    where = "his expedition still in Ukraine"
    if not chronicle.moments[-1].state["serving"]:
        where = f"his expedition at home since week {chronicle.homecomings[-1].week}"
    return f"The horizon is reached: Lukashenko is in power, {where}."


def _since_entry(chronicle: Chronicle, entered: Moment) -> Iterator[str]:
    """What followed entry, clause by clause, the fate of his rule last."""
    place = chronicle.moments.index(entered)
    later = list(pairwise(chronicle.moments[place:]))
    came = [(_came(before, moment), moment.week) for before, moment in later]
    told = [f"{what} in week {week}" for what, week in came if what]
    if len(told) > _MOST_CLAUSES:
        times = 1 + sum(what == _AGAIN for what, _ in came)
        told = [told[0], *([f"Belarus enters {times} times in all"] if times > 2 else told[1:2])]
    yield from told
    fell = chronicle.fell
    if fell is None:
        there = ", his troops in Ukraine" if chronicle.moments[-1].state["serving"] else ""
        yield f"{_SURVIVES}{there}"
    elif fell.home is None or fell.home.how != "mutinied":
        again = " again" if fell.fall == "mutiny" else ""
        how = _FELL.get(fell.fall, "his rule ends").replace("to enter", f"to enter{again}")
        yield f"{how} in week {fell.week}"


def _came(before: Moment, moment: Moment) -> str:
    """What became of an expedition in a moment, or of another order; nothing as a rule."""
    if moment.home is not None:
        return _HOME[moment.home.how]
    if moment.order is None or moment.order.mutiny:
        return ""
    if not moment.order.holds:
        return "another order to enter fails"
    if not before.state["serving"]:
        return _AGAIN
    return "the whole army follows" if moment.order.rung == "full_entry" else ""


def _what_blocked(chronicle: Chronicle) -> str:
    entered = chronicle.entered is not None
    return "" if entered else f" What blocked entry: {BLOCKS[chronicle.blocked]}."


def _nobody_fell(chronicle: Chronicle) -> str:
    failures, stood = chronicle.failures, len(chronicle.ultimatums)
    if failures:
        many = "An order to enter fails"
        if len(failures) > 1:
            many = f"{len(failures)} orders to enter fail, the first"
        return f"{many} in week {failures[0].week}; {_SURVIVES}"
    if stood:
        return f"{_for_weeks(chronicle)} under an ultimatum, and Lukashenko gives no order to enter"
    return f"No ultimatum comes, and Minsk {_usually(chronicle)}"


def _before(chronicle: Chronicle, ended: Moment) -> str:
    """What led to a fall."""
    failures = [each for each in chronicle.failures if each is not ended]
    if failures:
        return f"{_weeks(ended.week - failures[-1].week)} after an order that failed"
    return _since(chronicle, ended)


def _since(chronicle: Chronicle, ended: Moment) -> str:
    stood = chronicle.ultimatums
    if not stood:
        return "though no ultimatum had come"
    waited = ended.week - stood[0].week
    return f"{_weeks(waited)} after the first ultimatum" if waited else "at the first ultimatum"


def _for_weeks(chronicle: Chronicle) -> str:
    weeks = len({moment.week for moment in chronicle.ultimatums})
    return _weeks(weeks).capitalize()


def _usually(chronicle: Chronicle) -> str:
    stood = [moment.stands["lukashenko"] for moment in chronicle.moments]
    usual = max(dict.fromkeys(stood), key=stood.count)
    always = len(set(stood)) == 1
    return f"{goes_on(usual)} {'all along' if always else 'for most of the time'}"


def _weeks(number: int) -> str:
    return "one week" if number == 1 else f"{number} weeks"
