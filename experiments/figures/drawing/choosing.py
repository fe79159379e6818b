"""Which treatments are drawn where there are more than can be read: the rarest and the most
frequent entry, the study's baseline, named levels of pressure, then others evenly spaced.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product
from typing import Any

from experiments.figures.drawing.seen import seen
from experiments.figures.drawing.tables import MANY, NotDrawn, Tables, TreatmentValues, most
from experiments.words.parameters import LEVELS, short
from sim.numbers import listed, thousands

_LEVEL = "pressure.level"
_USUAL = {"scenario": "december_2022", "choice": "quantal", "population": "default"}
_NEAR = 1e-9


def chosen(tables: Tables, many: int) -> tuple[list[TreatmentValues], str]:
    """At most so many treatments, and the note that says which: the rarest and the most frequent
    entry, the baseline and named levels are always among them.

    Raises NotDrawn where they are too many for a few to stand for all.
    """
    everything = tables.treatments
    if len(everything) <= many:
        return everything, ""
    if tables.drawn:
        raise NotDrawn("no few draws stand for all; entry and draws show them together")
    if len(everything) > MANY:
        told = f"{thousands(len(everything))} treatments are too many to draw one by one"
        raise NotDrawn(f"{told}; the tables have them all")
    picked, which = _few(tables, many)
    kept = f"Shown: {len(picked)} of the {len(everything)} treatments ({which})"
    return picked, f"{kept}; the title is about all."


def two_way(tables: Tables) -> tuple[str, str] | None:
    """What goes down and what goes along in a grid of two that was lived whole; None for others."""
    if len(tables.swept) != 2 or tables.drawn:
        return None
    down, along = sorted(tables.swept, key=lambda path: (path == _LEVEL, not tables.numeric(path)))
    whole = len(values(tables, down)) * len(values(tables, along))
    return (down, along) if len(tables.treatments) == whole else None


def values(tables: Tables, path: str) -> list[Any]:
    """The values of what was varied: numbers from the lowest, names in their order."""
    place = tables.swept.index(path)
    found = list(dict.fromkeys(each[place] for each in tables.treatments))
    return sorted(found) if tables.numeric(path) else found


def baseline(tables: Tables, path: str) -> Any:
    """The value that the study's own scenario has; None where it is not among those swept."""
    usual = tables.base.get(path, _USUAL.get(path, "baseline"))
    for value in values(tables, path):
        near = tables.numeric(path) and isinstance(usual, (int, float))
        if value == usual or (near and abs(value - usual) < _NEAR):
            return value
    return None


def extremes(tables: Tables) -> list[TreatmentValues]:
    """The treatments in which entry is rarest and most frequent; of equals the first."""
    entry = tables.summary[tables.summary["outcome"] == "entry"]
    told = entry["probability"].where(seen(entry), 0.0)
    rarest = entry.iloc[int(told.to_numpy().argmin())]
    return [tables.values(rarest), tables.values(most(entry))]


def _few(tables: Tables, many: int) -> tuple[list[TreatmentValues], str]:
    """At most so many treatments, in their order, and which they are."""
    ways = two_way(tables)
    if ways and min(len(values(tables, way)) for way in ways) > 1:
        return _of_grid(tables, ways, many)
    places = sorted(_places(tables, many))
    named = "named levels, " if tables.swept == (_LEVEL,) else ""
    own = tuple(baseline(tables, path) for path in tables.swept) in tables.treatments
    usual = "the baseline, " if own else ""
    said = f"where entry is rarest and most frequent, {usual}{named}and others evenly spaced"
    return [tables.treatments[place] for place in places], said


def _of_grid(tables: Tables, ways: tuple[str, str], many: int) -> tuple[list[TreatmentValues], str]:
    """Every combination of some values of both."""
    wanted = [_wanted(tables, path) for path in ways]
    counts = [len(values(tables, path)) for path in ways]
    sizes = [
        (down, along)
        for down, along in product(*(range(1, count + 1) for count in counts))
        if down * along <= many and down >= len(wanted[0]) and along >= len(wanted[1])
    ]
    best = max(sizes, key=lambda size: (size[1] == counts[1], size[0] * size[1], size[1]))
    kept = [
        _spread(values(tables, path), first, size)
        for path, first, size in zip(ways, wanted, best, strict=True)
    ]
    places = [tables.swept.index(path) for path in ways]
    shown = [
        each
        for each in tables.treatments
        if all(each[place] in some for place, some in zip(places, kept, strict=True))
    ]
    parts = [
        f"{len(some)} of {count} values of {short(path)}"
        for path, some, count in zip(ways, kept, counts, strict=True)
        if len(some) < count
    ]
    return shown, f"{listed(parts)}, with the rarest and the most frequent entry among them"


def _wanted(tables: Tables, path: str) -> list[Any]:
    """The values of one axis that have to be drawn, the most important first; three at most."""
    place = tables.swept.index(path)
    own = baseline(tables, path)
    found = [each[place] for each in extremes(tables)]
    return list(dict.fromkeys([*found, *([] if own is None else [own])]))


def _spread(every: Sequence[Any], first: Sequence[Any], size: int) -> list[Any]:
    """So many values of an axis, those wanted first among them, in their order."""
    places = _filled([every.index(each) for each in first], len(every), size)
    return [every[place] for place in sorted(places)]


def _places(tables: Tables, many: int) -> list[int]:
    """The places of the treatments to draw."""
    order = {treatment: place for place, treatment in enumerate(tables.treatments)}
    first = [order[each] for each in extremes(tables)]
    first += [order[each] for each in _own(tables)]
    if len(tables.swept) == 1 and tables.numeric(tables.swept[0]):
        first += [0, len(order) - 1]
    return _filled(list(dict.fromkeys(first)), len(order), many)


def _own(tables: Tables) -> Iterator[TreatmentValues]:
    """The study's baseline, and the named levels of pressure where only pressure was varied."""
    own = tuple(baseline(tables, path) for path in tables.swept)
    if own in tables.treatments:
        yield own
    if tables.swept == (_LEVEL,):
        yield from ((level,) for level in LEVELS if (level,) in tables.treatments)


def _filled(first: Sequence[int], of: int, size: int) -> list[int]:
    """So many places out of some: those named first, then the middle of the widest gap."""
    kept = list(first[:size])
    while len(kept) < min(size, of):
        edges = [-1, *sorted(kept), of]
        left, right = max(pairwise(edges), key=lambda gap: gap[1] - gap[0])
        kept.append(_within(left, right, of))
    return kept


def _within(left: int, right: int, of: int) -> int:
    """A place in a gap: its middle, or the end of all where the gap is at one."""
    if left < 0:
        return 0
    return of - 1 if right == of else (left + right) // 2
