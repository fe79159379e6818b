"""Rules are written for one option of one world and run for all of them.

A rule is a plain function of records of numbers (named tuples). Where numba is installed it is
compiled into one loop over options and worlds, without arrays in between; where it is not, it is
asked once, with columns of options and rows of worlds in place of numbers. The operations and their
order are the same, and so are the bits.

A parameter is one number for all worlds or one for each: rows of numbers with one column or with
one a world, read at a step of 0 or of 1, by the same code.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.machine.arrays import Floats, Whole
from sim.machine.compiled import HAS_NUMBA, elementwise, filled, kernel, record_at, write_at

Rule = Callable[..., Any]
# the class of a record: a named tuple, filled with numbers of one world or with arrays of all
Kind = Any


def _findable(rule: Rule) -> Rule:
    """The rule under the name by which a saved loop finds it: decorating it gives its own name
    to something else.
    """
    rule.__qualname__ = f"{rule.__name__}.rule"
    return elementwise(rule)


def taken(kind: Kind, source: object) -> Any:
    """A record of some kind whose fields are those of the same names of an object."""
    return kind._make(getattr(source, name) for name in kind._fields)


def together(name: str, module: str, **kinds: Kind) -> Kind:
    """The kind of a record that holds records of some kinds, one after the other."""
    make: Any = namedtuple
    kind = make(name, list(kinds), module=module)
    kind.kinds = kinds
    return kind


def rows_of(*parts: Any) -> Floats:
    """Numbers as rules take them, shape (numbers, 1 or worlds): from numbers that are the same for
    all worlds, arrays of one a world, and rows of either; one for all where all are.
    """
    worlds = max((np.shape(part)[-1] for part in parts if np.ndim(part)), default=1)
    if worlds == 1:
        return np.concatenate([np.reshape(part, (-1, 1)) for part in parts], dtype=np.float64)
    sizes = [len(part) if np.ndim(part) > 1 else 1 for part in parts]
    rows, first = np.empty((sum(sizes), worlds)), 0
    for part, size in zip(parts, sizes, strict=True):
        rows[first : first + size] = part
        first += size
    return rows


@elementwise
def step(rows: Any) -> int:
    """How far the numbers of the next world are: nowhere where they are the same for all."""
    one_or_none: int = min(rows.shape[-1] - 1, 1)
    return one_or_none


@elementwise
def alike(rows: Any, worlds: int) -> int:
    """How many worlds in a row have the same numbers: all, or one."""
    return max(worlds - step(rows) * worlds, 1)


def in_every_world(option: Kind, sees: Kind, gives: Kind, numbers: Kind) -> Callable[[Rule], Rule]:
    """Run a rule in every world, for the option chosen there.

    The rule is `rule(option, world, numbers, *others)`, with the option, what is seen of the world
    and the parameters as records of the first, the second and the last kind; it gives back one of
    the third. What comes out is called with what is fixed about each option, shape (columns,
    options, 1 or worlds), with the number of the option chosen, shape (worlds,), with a record of
    arrays of shape (worlds,), and with the parameters, shape (numbers, 1 or worlds); it gives a
    record of arrays of shape (worlds,).
    """

    def decorated(rule: Rule) -> Rule:
        inside, width = _findable(rule), len(gives._fields)

        @kernel
        def loop(columns: Any, chosen: Any, worlds: Any, rows: Any, others: Any) -> Any:
            given, of_option = np.empty((width, worlds.shape[1])), step(columns)
            size = alike(rows, worlds.shape[1])
            for first in range(0, worlds.shape[1], size):
                mine = record_at(numbers, rows, first * step(rows))
                for i in range(first, first + size):
                    result = inside(
                        record_at(option, columns, (chosen[i], i * of_option)),
                        record_at(sees, worlds, i),
                        mine,
                        *others,
                    )
                    for place in range(width):
                        given[place, i] = result[place]
            return given

        def everywhere(
            columns: Floats, chosen: Whole, worlds: Any, rows: Floats, *others: Any
        ) -> Any:
            if not HAS_NUMBA:
                place = np.arange(chosen.size) * step(columns)
                mine = option._make(columns[:, chosen, place])
                return rule(mine, worlds, filled(numbers, iter(rows)), *others)
            seen = np.array(worlds, dtype=float)
            return gives._make(loop(columns, chosen, seen, rows, others))

        everywhere.rule, everywhere.loop = rule, loop  # type: ignore[attr-defined]
        return everywhere

    return decorated


@dataclass(frozen=True)
class Appraisal:
    """How a leader appraises options: what each of his incentives says for an option in a world, as
    one record of numbers.
    """

    rule: Rule
    loop: Rule
    options: Kind
    numbers: Kind
    incentives: tuple[str, ...]  # that the rule appraises, in its order
    chances: tuple[str, ...]  # the incentives whose appraisal is a chance

    def __call__(self, options: Floats, worlds: Any, rows: Floats) -> dict[str, Floats]:
        """Each option on each incentive, shape (options, worlds) or broadcastable to it."""
        appraised: dict[str, Floats] = self.rule(
            self.options._make(options), worlds, filled(self.numbers, iter(rows))
        )._asdict()
        return appraised

    def weighed(self, weights: Floats, options: Floats, worlds: Any, rows: Floats) -> Floats:
        """Utility of each option, shape (options, worlds): the appraisals by their weights, shape
        (incentives, 1 or worlds), added up in their order.
        """
        if HAS_NUMBA:
            utility: Floats = self.loop(options, np.array(worlds, dtype=float), weights, rows)
            return utility
        first, *others = (
            weight * each
            for weight, each in zip(weights, self(options, worlds, rows).values(), strict=True)
        )
        subtotal: Floats = np.zeros((options.shape[1], 1)) + first
        for other in others:
            subtotal = subtotal + other
        return subtotal


def appraisal(
    options: Kind, sees: Kind, gives: Kind, numbers: Kind, chances: tuple[str, ...] = ()
) -> Callable[[Rule], Appraisal]:
    """Make an `Appraisal` of a rule `rule(option, world, numbers)` on records of these kinds.

    `chances` names what is a probability.
    """

    def decorated(rule: Rule) -> Appraisal:
        inside = _findable(rule)

        @kernel
        def loop(columns: Any, worlds: Any, weights: Any, rows: Any) -> Any:
            utility = np.empty((columns.shape[1], worlds.shape[1]))
            size = min(alike(columns, worlds.shape[1]), alike(rows, worlds.shape[1]))
            size = min(alike(weights, worlds.shape[1]), size)
            for option in range(columns.shape[1]):
                for first in range(0, worlds.shape[1], size):
                    taken_up = record_at(options, columns, (option, first * step(columns)))
                    weight = record_at(gives, weights, first * step(weights))
                    mine = record_at(numbers, rows, first * step(rows))
                    for i in range(first, first + size):
                        appraised = inside(taken_up, record_at(sees, worlds, i), mine)
                        subtotal = weight[0] * appraised[0]
                        for place in range(1, len(weight)):
                            subtotal = subtotal + weight[place] * appraised[place]
                        utility[option, i] = subtotal
            return utility

        return Appraisal(rule, loop, options, numbers, gives._fields, chances)

    return decorated


LANES = 8  # paths that are reckoned side by side: as many numbers as a wide register holds


@dataclass(frozen=True)
class Unfolding:
    """A course that unfolds span by span, for every path in every world: what it begins with, what
    a span makes of it, and the one number that it comes to.

    The rules are `begin(path, world, numbers)`, `go_on(path, world, now, span, numbers)` and
    `end(now)`; `now` is a record of the kind that the first two give.
    """

    path: Kind
    span: Kind
    numbers: Kind
    rules: tuple[Rule, Rule, Rule]
    loop: Rule

    def __call__(self, paths: Floats, worlds: Any, spans: Floats, rows: Floats) -> Floats:
        """What each path comes to, shape (paths, worlds): from columns, shape (columns, paths, 1 or
        worlds), a record of arrays of shape (worlds,), what is fixed about each span, shape
        (columns, spans, 1 or worlds), and the parameters, shape (numbers, 1 or worlds).
        """
        if HAS_NUMBA:
            come: Floats = self.loop(paths, np.array(worlds, dtype=float), spans, rows)
            return come
        begin, go_on, end = self.rules
        path, numbers = self.path._make(paths), filled(self.numbers, iter(rows))
        now = begin(path, worlds, numbers)
        for place in range(spans.shape[1]):
            now = go_on(path, worlds, now, self.span._make(spans[:, place]), numbers)
        come = end(now)
        return come


def unfolding(
    path: Kind, sees: Kind, span: Kind, kept: Kind, numbers: Kind, begin: Rule, end: Rule
) -> Callable[[Rule], Any]:
    """Make an `Unfolding` of the rule that a span follows; `kept` is the kind of record that goes
    from span to span, `begin` and `end` are elementwise.
    """

    def decorated(rule: Rule) -> Unfolding:
        go_on, width, columns = _findable(rule), len(kept._fields), len(path._fields)

        @kernel
        def loop(paths: Any, worlds: Any, spans: Any, rows: Any) -> Any:
            come = np.empty((paths.shape[1], worlds.shape[1]))
            fixed, state = np.empty((columns, LANES)), np.empty((width, LANES))
            size = min(alike(paths, worlds.shape[1]), alike(rows, worlds.shape[1]))
            for lane in range(0, paths.shape[1], LANES):
                lanes = min(LANES, paths.shape[1] - lane)
                for first in range(0, worlds.shape[1], size):
                    for place in range(columns):
                        for p in range(lanes):
                            fixed[place, p] = paths[place, lane + p, first * step(paths)]
                    given = record_at(numbers, rows, first * step(rows))
                    for i in range(first, first + size):
                        world = record_at(sees, worlds, i)
                        for p in range(lanes):
                            write_at(state, p, begin(record_at(path, fixed, p), world, given))
                        for s in range(spans.shape[1]):
                            weeks = record_at(span, spans, (s, i * step(spans)))
                            for p in range(lanes):
                                one, now = record_at(path, fixed, p), record_at(kept, state, p)
                                write_at(state, p, go_on(one, world, now, weeks, given))
                        for p in range(lanes):
                            come[lane + p, i] = end(record_at(kept, state, p))
            return come

        return Unfolding(path, span, numbers, (begin, rule, end), loop)

    return decorated
