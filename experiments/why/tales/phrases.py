"""A leader's thought in words: what he does and how likely that was, what woke him, what spoke for
it and against it, and what he expected of it.
"""

from __future__ import annotations

from experiments.why.tales.formats import NOTED, WIDE
from experiments.why.tales.thoughts import UNLIKELY, Thought
from experiments.words.names import chooses, goes_on, incentive, named
from sim.numbers import listed
from sim.world import ENTRY_RUNGS, Rung

NAMES = {"putin": "Putin", "lukashenko": "Lukashenko", "opposition": "The opposition"}
_ENTRIES = [rung.name.lower() for rung in ENTRY_RUNGS]
_ROOM = WIDE - len(NOTED) - 2  # letters of what he weighed
_FELT = 0.005  # an incentive that counts
_WOKEN = {
    "refused": "his ultimatum stands refused",
    "ultimatum": "an ultimatum stands",
}
_MOVED = {
    "front": ("Russia has gained at the front,", "Russia has lost at the front,"),
    "resolve": ("his resolve has risen", "his resolve has fallen"),
}
_ASKED = {
    "ultimatum": "Putin has given an ultimatum",
    "course": "Putin has changed course",
    "failure": "his order has failed",
    "broke": "his expedition has broken",
}
_ALARMED = {
    "failure": "the order to enter has failed",
    "broke": "the expedition has broken",
    "recalled": "the expedition has been called home",
}
_STAY, _LEAVE = "keeping it there", "coming home"  # of an expedition
_RECALLS = "calls the expedition home"


def deed(thought: Thought) -> str:
    """What he does, how likely that was and what woke him: the first line of a thought."""
    why = "" if thought.forced else f": {woken(thought)}"
    return f"{NAMES[thought.who]} {_does(thought)} ({how_likely(thought)}){why}"


def how_likely(thought: Thought) -> str:
    """The chance of his choice, and whether it was forced or unlikely."""
    if thought.forced:
        return f"forced, freely {share(thought.chance)}"
    said = share(thought.chance)
    near = thought.near_crossing >= UNLIKELY and not thought.crossed
    crossing = _LEAVE if thought.abroad else "entry"
    stood = f", {crossing} stood at {share(thought.near_crossing)}" if near else ""
    return f"{f'an unlikely choice: {said}' if thought.unlikely else said}{stood}"


def woken(thought: Thought) -> str:
    """What woke him: the largest part of the rate at which he reconsiders."""
    if thought.woken in thought.moved:
        seen, now = thought.moved[thought.woken]
        rises, falls = _MOVED[thought.woken]
        return f"{falls if now < seen else rises} from {seen:.2f} to {now:.2f}"
    if thought.woken == "asked":
        return listed([_ASKED[each] for each in dict.fromkeys(thought.asked_by)])
    if thought.woken == "failed":
        return _ALARMED[thought.alarmed_by]
    if thought.woken in _WOKEN:
        return _WOKEN[thought.woken]
    his = "its" if thought.who == "opposition" else "his"
    meanwhile = ", while an ultimatum stands" if thought.under_ultimatum else ""
    return f"of {his} own accord{meanwhile}"


def main_reason(thought: Thought) -> str:
    """The strongest incentive for his choice, in a few words; nothing where none speaks for it."""
    spoke = [(name, value) for name, value in thought.reasons().items() if value >= _FELT]
    return _signed(*spoke[0]) if spoke else ""


def weighed(thought: Thought) -> str:
    """The runner-up, and what spoke for his choice and against it in comparison."""
    rival = thought.runner_up
    if rival is None:
        return "nothing else was open to him"
    name, chance = rival
    rank = "likelier" if chance > thought.chance else "runner-up"
    head = f"{rank} {_option(thought, name)} ({share(chance)})"
    told = [_sides(thought, most) for most in ((2, 2), (2, 1), (1, 1))]
    fits = [each for each in told if len(head) + len(each) <= _ROOM]
    return f"{head}: {(fits or told[-1:])[0] or 'all but equal'}"


def projected(thought: Thought, weeks: float) -> str:
    """What Lukashenko expects of his choice, and of the best across the line of war where that is
    open to him.
    """
    told = [
        f"{_option(thought, rung)} {share(chance)}{_if_the_army_goes(thought, rung)}"
        for rung, chance in thought.survival().items()
    ]
    return f"power in {weeks:g} weeks, he reckons: {', '.join(told)}"


def share(number: float) -> str:
    """A chance in whole per cent; one that is not quite nought or certain is not said to be."""
    if 0 < number < 0.005:
        return "<1 %"
    return ">99 %" if 0.995 <= number < 1 else f"{100 * number:.0f} %"


def _sides(thought: Thought, most: tuple[int, int]) -> str:
    """At most so many incentives for his choice and so many against it, the strongest."""
    spoke = thought.reasons().items()
    sides = {
        "for": [_signed(*each) for each in spoke if each[1] >= _FELT][: most[0]],
        "against": [_signed(*each) for each in spoke if each[1] <= -_FELT][: most[1]],
    }
    return "; ".join(f"{side} {', '.join(each)}" for side, each in sides.items() if each)


def _does(thought: Thought) -> str:
    if not thought.changed:
        return f"still {goes_on(thought.after)}"
    if thought.who == "lukashenko" and thought.abroad and thought.after not in _ENTRIES:
        stays = thought.after == Rung.POSTURE.name.lower()
        return f"{_RECALLS} {'to the border' if stays else f'and {goes_on(thought.after)}'}"
    return chooses(thought.after)


def _option(thought: Thought, name: str) -> str:
    """An option by its name; with an expedition in Ukraine, whether that stays or comes home."""
    if thought.who != "lukashenko" or not thought.abroad:
        return named(name)
    if name in _ENTRIES:
        return _STAY if name == thought.before else named(name)
    other = thought.after not in _ENTRIES and name != thought.after  # he comes home anyway
    return named(name) if other else _LEAVE


def _if_the_army_goes(thought: Thought, rung: str) -> str:
    if rung not in _ENTRIES or (thought.abroad and rung == thought.before):
        return ""
    chance = thought.order_holds(rung)
    odds = "even odds" if 0.45 <= chance <= 0.55 else share(chance)
    return f" (the army goes: {odds})"


def _signed(name: str, value: float) -> str:
    return f"{incentive(name)} {value:+.2f}"
