"""Rules are written for one option of one world and run for all of them.

A rule is a plain function of records of numbers (named tuples). Where numba is installed it is
compiled into one loop over options and worlds, without arrays in between; where it is not, it is
asked once, with columns of options and rows of worlds in place of numbers. The operations and their
order are the same, and so are the bits.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from sim.machine.arrays import Floats, Whole
from sim.machine.compiled import HAS_NUMBA, elementwise, kernel, record_at, write_at

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


def in_every_world(option: Kind, sees: Kind, gives: Kind) -> Callable[[Rule], Rule]:
    """Run a rule in every world, for the option chosen there.

    The rule is `rule(option, world, *numbers)`, with the option and what is seen of the world as
    records of the first two kinds; it gives back one of the third. What comes out is called with
    what is fixed about each option, shape (columns, options), with the number of the option chosen,
    shape (worlds,), and with a record of arrays of shape (worlds,); it gives one of these too.
    """

    def decorated(rule: Rule) -> Rule:
        inside, width = _findable(rule), len(gives._fields)

        @kernel
        def loop(columns: Any, chosen: Any, worlds: Any, numbers: Any) -> Any:
            given = np.empty((width, worlds.shape[1]))
            for i in range(worlds.shape[1]):
                result = inside(
                    record_at(option, columns, chosen[i]), record_at(sees, worlds, i), *numbers
                )
                for place in range(width):
                    given[place, i] = result[place]
            return given

        def everywhere(columns: Floats, chosen: Whole, worlds: Any, *numbers: Any) -> Any:
            if not HAS_NUMBA:
                return rule(option._make(columns.take(chosen, axis=1)), worlds, *numbers)
            return gives._make(loop(columns, chosen, np.array(worlds, dtype=float), numbers))

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
    incentives: tuple[str, ...]  # that the rule appraises, in its order
    chances: tuple[str, ...]  # the incentives whose appraisal is a chance

    def __call__(self, options: Floats, worlds: Any, *numbers: Any) -> dict[str, Floats]:
        """Each option on each incentive, shape (options, worlds) or broadcastable to it."""
        appraised: dict[str, Floats] = self.rule(
            self.options._make(options[:, :, None]), worlds, *numbers
        )._asdict()
        return appraised

    def weighed(
        self, weights: tuple[float, ...], options: Floats, worlds: Any, *numbers: Any
    ) -> Floats:
        """Utility of each option, shape (options, worlds): the appraisals by their weights, added
        up in their order.
        """
        if HAS_NUMBA:
            utility: Floats = self.loop(options, np.array(worlds, dtype=float), weights, numbers)
            return utility
        first, *others = (
            weight * each
            for weight, each in zip(weights, self(options, worlds, *numbers).values(), strict=True)
        )
        subtotal: Floats = np.zeros((options.shape[1], 1)) + first
        for other in others:
            subtotal = subtotal + other
        return subtotal


def appraisal(
    options: Kind, sees: Kind, gives: Kind, chances: tuple[str, ...] = ()
) -> Callable[[Rule], Appraisal]:
    """Make an `Appraisal` of a rule `rule(option, world, *numbers)` on records of these kinds.

    `chances` names what is a probability.
    """

    def decorated(rule: Rule) -> Appraisal:
        inside = _findable(rule)

        @kernel
        def loop(columns: Any, worlds: Any, weights: Any, numbers: Any) -> Any:
            utility = np.empty((columns.shape[1], worlds.shape[1]))
            for option in range(columns.shape[1]):
                for i in range(worlds.shape[1]):
                    appraised = inside(
                        record_at(options, columns, option), record_at(sees, worlds, i), *numbers
                    )
                    subtotal = weights[0] * appraised[0]
                    for place in range(1, len(weights)):
                        subtotal = subtotal + weights[place] * appraised[place]
                    utility[option, i] = subtotal
            return utility

        return Appraisal(rule, loop, options, gives._fields, chances)

    return decorated


LANES = 8  # paths that are reckoned side by side: as many numbers as a wide register holds


@dataclass(frozen=True)
class Unfolding:
    """A course that unfolds span by span, for every path in every world: what it begins with, what
    a span makes of it, and the one number that it comes to.

    The rules are `begin(path, world, *numbers)`, `go_on(path, world, now, span, *numbers)` and
    `end(now)`; `now` is a record of the kind that the first two give.
    """

    path: Kind
    span: Kind
    rules: tuple[Rule, Rule, Rule]
    loop: Rule

    def __call__(self, paths: Floats, worlds: Any, spans: Floats, *numbers: Any) -> Floats:
        """What each path comes to, shape (paths, worlds): from columns, shape (columns, paths), a
        record of arrays of shape (worlds,), and what is fixed about each span, shape (columns,
        spans).
        """
        if HAS_NUMBA:
            come: Floats = self.loop(paths, np.array(worlds, dtype=float), spans, numbers)
            return come
        begin, go_on, end = self.rules
        path = self.path._make(paths[:, :, None])
        now = begin(path, worlds, *numbers)
        for span in spans.T:
            now = go_on(path, worlds, now, self.span._make(span), *numbers)
        come = end(now)
        return come


def unfolding(
    path: Kind, sees: Kind, span: Kind, kept: Kind, begin: Rule, end: Rule
) -> Callable[[Rule], Any]:
    """Make an `Unfolding` of the rule that a span follows; `kept` is the kind of record that goes
    from span to span, `begin` and `end` are elementwise.
    """

    def decorated(rule: Rule) -> Unfolding:
        go_on, width, columns = _findable(rule), len(kept._fields), len(path._fields)

        @kernel
        def loop(paths: Any, worlds: Any, spans: Any, numbers: Any) -> Any:
            come = np.empty((paths.shape[1], worlds.shape[1]))
            fixed, state = np.empty((columns, LANES)), np.empty((width, LANES))
            for first in range(0, paths.shape[1], LANES):
                lanes = min(LANES, paths.shape[1] - first)
                for place in range(columns):
                    for p in range(lanes):
                        fixed[place, p] = paths[place, first + p]
                for i in range(worlds.shape[1]):
                    world = record_at(sees, worlds, i)
                    for p in range(lanes):
                        write_at(state, p, begin(record_at(path, fixed, p), world, *numbers))
                    for s in range(spans.shape[1]):
                        weeks = record_at(span, spans, s)
                        for p in range(lanes):
                            one, now = record_at(path, fixed, p), record_at(kept, state, p)
                            write_at(state, p, go_on(one, world, now, weeks, *numbers))
                    for p in range(lanes):
                        come[first + p, i] = end(record_at(kept, state, p))
            return come

        return Unfolding(path, span, (begin, rule, end), loop)

    return decorated
