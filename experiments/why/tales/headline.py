"""What happened in a world, in one true sentence, and how it ended."""

from __future__ import annotations

from experiments.why.tales.chronicle import Chronicle, Moment
from experiments.words.names import BLOCKS, ENDINGS, REPLACED, goes_on
from sim.world import ENTRIES, Outcome

_ENTERED = {outcome.name.lower() for outcome in ENTRIES}
_FALLS = {
    "mutiny": "Ordered to enter, the army turns its weapons round in week {week}",
    "uprising": "The street brings Lukashenko down in week {week}",
    "replaced": "Lukashenko is replaced in week {week}",
    "removed": "Moscow removes Lukashenko in week {week}",
    "coup": "Insiders remove Lukashenko in week {week}",
}


def headline(chronicle: Chronicle) -> str:
    """What happened, in one sentence without a full stop."""
    ended = chronicle.ended
    if ended is None:
        return _nobody_fell(chronicle)
    if ended.ending in _ENTERED:
        told = f"Belarus enters the war in week {ended.week}"
        return f"{told}, {_before(chronicle, ended, failed='after an order that failed')}"
    named = _FALLS.get(ended.way) or _FALLS.get(ended.ending)
    told = f"Week {{week}}: {ENDINGS[ended.ending].rstrip('.')}" if named is None else named
    if ended.order is not None:  # the fall is the failure
        return f"{told.format(week=ended.week)}, {_since(chronicle, ended)}"
    return f"{told.format(week=ended.week)}, {_before(chronicle, ended)}"


def ending(chronicle: Chronicle, moment: Moment | None) -> str:
    """How the world ended, as a sentence, and what blocked entry."""
    if moment is None:
        told = ENDINGS[Outcome.NO_ENTRY.name.lower()]
    else:
        told = REPLACED.get(moment.way, ENDINGS[moment.ending])
        if moment.ending in _ENTERED:
            return told
    if chronicle.outcome in _ENTERED:
        return told
    return f"{told} What blocked entry: {BLOCKS[chronicle.blocked]}."


def _nobody_fell(chronicle: Chronicle) -> str:
    failures, stood = chronicle.failures, len(chronicle.ultimatums)
    if failures:
        many = "An order to enter fails"
        if len(failures) > 1:
            many = f"{len(failures)} orders to enter fail, the first"
        return f"{many} in week {failures[0].week}; Lukashenko is still in power at the end"
    if stood:
        return f"{_for_weeks(chronicle)} under an ultimatum, and Lukashenko gives no order to enter"
    return f"No ultimatum comes, and Minsk {_usually(chronicle)}"


def _before(chronicle: Chronicle, ended: Moment, failed: str = "") -> str:
    """What led to an ending."""
    failures = [each for each in chronicle.failures if each is not ended]
    if failures:
        return failed or f"{_weeks(ended.week - failures[-1].week)} after an order that failed"
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
