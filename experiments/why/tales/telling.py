"""A chronicle as a tale: paragraphs of plain words, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from math import ceil

from experiments.why.tales.chronicle import Chronicle, Homecoming, Moment
from experiments.why.tales.folding import EVERYTHING, GRAINS, Grain, Scene, Span, folded, weight
from experiments.why.tales.formats import WIDE, Line, Paragraph
from experiments.why.tales.headline import at_the_horizon, endings
from experiments.why.tales.phrases import deed, main_reason, projected, share, weighed
from experiments.why.tales.spans import Meanwhile, at_first, summed_up
from experiments.why.tales.thoughts import Thought

SCREEN = 45  # lines that a screen leaves for the history of a year
_YEAR = 52  # weeks
_HALVES = ("first half", "second half")
_GRAVE = 3  # weight of a thought beside which it is told how things stand


def told(chronicle: Chronicle, first: int, last: int, full: bool = False) -> list[Paragraph]:
    """The weeks from first to last: in full, or as finely as fits on a screen a year; entry and
    how the world ended are always told.
    """
    moments = [each for each in chronicle.moments if first <= each.week <= last]
    paragraphs: list[Paragraph] = []
    screens = max(1, ceil(len({each.week for each in moments}) / _YEAR))
    for grain in (EVERYTHING,) if full else GRAINS:
        paragraphs = [*_paragraphs(chronicle, moments, grain)]
        if sum(len([*each.text()]) for each in paragraphs) <= SCREEN * screens:
            break
    return paragraphs


def _paragraphs(
    chronicle: Chronicle, moments: Sequence[Moment], grain: Grain
) -> Iterator[Paragraph]:
    begins = moments[0].day if moments else chronicle.moments[-1].day
    apart = [each for each in chronicle.moments if each not in moments]
    yield from (each for m in apart if m.day <= begins for each in _ends(chronicle, m))
    if moments:
        yield Paragraph(f"From {_date(begins)}", (Line(at_first(moments[0].state)),))
        yield from _course(chronicle, moments, grain)
    yield from (each for m in apart if m.day > begins for each in _ends(chronicle, m))
    if chronicle.fell is None:
        yield Paragraph(f"After {chronicle.weeks} weeks", (Line(at_the_horizon(chronicle)),))


def _course(chronicle: Chronicle, moments: Sequence[Moment], grain: Grain) -> Iterator[Paragraph]:
    meanwhile, horizon = Meanwhile(moments[0].state), chronicle.scenario.lukashenko.horizon
    for part in folded(moments, grain):
        if isinstance(part, Span):
            when = _weeks(part.moments)
            text = summed_up(part.moments, meanwhile, WIDE - len(when) - 2)
            yield Paragraph(when, (Line(text),))
            continue
        if lines := tuple(_lines(part, meanwhile, grain, horizon)):
            yield Paragraph(_day(part.moment), lines)
        yield from _ends(chronicle, part.moment)


def _ends(chronicle: Chronicle, moment: Moment) -> Iterator[Paragraph]:
    for told in endings(chronicle, moment):
        yield Paragraph(f"Week {moment.week}", (Line(told),))


def _lines(scene: Scene, meanwhile: Meanwhile, grain: Grain, horizon: float) -> Iterator[Line]:
    moment = scene.moment
    for thought in scene.thoughts:
        yield _thought(thought, grain, horizon)
    if moment.order is not None:
        yield Line(_army(moment))
    if moment.home is not None and moment.home.how != "mutinied":
        yield Line(_home(moment, moment.home))
    if moment.home or any(weight(thought) >= _GRAVE for thought in scene.thoughts):
        moved = meanwhile.moves(moment.state)
        for name, _ in moved:
            meanwhile.tell(name, moment.state)
        if moved:
            yield Line(f"by now {', '.join(said for _, said in moved)}")


def _thought(thought: Thought, grain: Grain, horizon: float) -> Line:
    if weight(thought) < grain.reasoned:
        reason = main_reason(thought)
        return Line(f"{deed(thought)}{f'; {reason}' if reason else ''}")
    foretold = [projected(thought, horizon)] if grain.expects(thought) else []
    return Line(deed(thought), (weighed(thought), *foretold))


def _army(moment: Moment) -> str:
    assert moment.order is not None
    order, obey = moment.order, share(moment.state["compliance"])
    asked = f"The army: {obey} would obey an order to fight, this one takes {share(order.needed)}"
    if order.mutiny:
        return f"{asked}; it turns its weapons round"
    return f"{asked}; {'it goes' if order.holds else 'too few go, and the order fails'}"


def _home(moment: Moment, home: Homecoming) -> str:
    lasted = f"after {home.weeks} week{'' if home.weeks == 1 else 's'}"
    fallen = f"{100 * moment.state['toll']:.1f} % of the army has fallen"
    asks = "; Moscow asks again" if home.asked_again else ""
    if home.how == "recalled":
        served = f"{share(home.served)} served to the end"
        return f"The expedition comes home {lasted}: {served}, {fallen}{asks}"
    return f"The expedition breaks {lasted}: too few still serve, {fallen}{asks}"


def _weeks(moments: Sequence[Moment]) -> str:
    first, last = moments[0], moments[-1]
    if first.week < last.week:
        return f"Weeks {first.week}-{last.week}"
    half = f", {_HALVES[first.half]}" if first.half is not None and first is last else ""
    return f"Week {first.week}{half}"


def _day(moment: Moment) -> str:
    half = f", {_HALVES[moment.half]}" if moment.half is not None else ""
    return f"Week {moment.week}, {_date(moment.day)}{half}"


def _date(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
