"""A chronicle as a tale: paragraphs of plain words, the same for every format."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from experiments.why.tales.chronicle import Chronicle, Moment
from experiments.why.tales.folding import EVERYTHING, GRAINS, Grain, Scene, Span, folded, weight
from experiments.why.tales.formats import WIDE, Line, Paragraph
from experiments.why.tales.headline import ending
from experiments.why.tales.phrases import deed, main_reason, projected, share, weighed
from experiments.why.tales.spans import Meanwhile, at_first, summed_up
from experiments.why.tales.thoughts import Thought

SCREEN = 45  # lines that a screen leaves for the history itself
_HALVES = ("first half", "second half")
_GRAVE = 3  # weight of a thought beside which it is told how things stand


def told(chronicle: Chronicle, first: int, last: int, full: bool = False) -> list[Paragraph]:
    """The weeks from first to last: in full, or as finely as fits on a screen; how the world ended
    is always told.
    """
    moments = [each for each in chronicle.moments if first <= each.week <= last]
    paragraphs: list[Paragraph] = []
    for grain in (EVERYTHING,) if full else GRAINS:
        paragraphs = [*_paragraphs(chronicle, moments, grain)]
        if sum(len([*each.text()]) for each in paragraphs) <= SCREEN:
            break
    return paragraphs


def _paragraphs(
    chronicle: Chronicle, moments: Sequence[Moment], grain: Grain
) -> Iterator[Paragraph]:
    if moments:
        yield Paragraph(f"From {_date(moments[0].day)}", (Line(at_first(moments[0].state)),))
        yield from _course(chronicle, moments, grain)
    if chronicle.ended is None:
        yield Paragraph(f"After {chronicle.weeks} weeks", (Line(ending(chronicle, None)),))
    elif chronicle.ended not in moments:
        yield _end(chronicle, chronicle.ended)


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
        if part.moment.ending:
            yield _end(chronicle, part.moment)


def _end(chronicle: Chronicle, moment: Moment) -> Paragraph:
    return Paragraph(f"Week {moment.week}", (Line(ending(chronicle, moment)),))


def _lines(scene: Scene, meanwhile: Meanwhile, grain: Grain, horizon: float) -> Iterator[Line]:
    moment = scene.moment
    for thought in scene.thoughts:
        yield _thought(thought, grain, horizon)
    if moment.order is not None:
        yield Line(_army(moment))
    if any(weight(thought) >= _GRAVE for thought in scene.thoughts):
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
