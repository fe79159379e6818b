"""What signs say of entry, in words that are true of the numbers."""

from __future__ import annotations

from collections.abc import Sequence

from experiments.words.parameters import SPACE
from sim.numbers import listed, times

CHANCE = 0.5  # area below a curve that tells nothing
Told = tuple[str, float, float, float]  # a name, its number and the interval of that


def best(told: Sequence[Told]) -> list[Told]:
    """The highest, and those that are not clearly lower, in falling order."""
    order = sorted(told, key=lambda each: -each[1])
    return [each for each in order if each[3] >= order[0][2]]


def leading(clear: Sequence[Told], week: int) -> str:
    """The finding of all signs, from the names and ratios of those that say something."""
    up = [each for each in clear if each[1] > 1]
    against = _against([each for each in clear if each[1] < 1])
    if not up:
        return f"No sign seen by week {week} makes entry clearly likelier{against}"
    first = best(up)
    names, ratios = listed([each[0] for each in first]), listed([times(each[1]) for each in first])
    if len(first) > 1:
        return (
            f"Entry is best foretold by {names}: seen by week {week}, they multiply its odds by "
            f"{ratios}, and are not told apart{against}"
        )
    more = "more than any other sign" if len(up) > 1 else "and none else raises them clearly"
    return (
        f"Entry is best foretold by {names}: the sighting by week {week} multiplies its odds by "
        f"{ratios}, {more}{against}"
    )


def _against(down: Sequence[Told]) -> str:
    """The sign that lowers the odds most, with those that are not clearly weaker."""
    if not down:
        return ""
    first = best([(name, -ratio, -high, -low) for name, ratio, low, high in down])
    names = listed([f"{name} ({times(-ratio)})" for name, ratio, _, _ in first])
    return f"; against it {'speaks' if len(first) == 1 else 'speak'} most {names}"


def areas(told: Sequence[Told]) -> str:
    """The finding of all quantities, from their areas."""
    up = [each for each in told if each[2] > CHANCE]
    down = [each[0] for each in told if each[3] < CHANCE]
    silent = sum(each[2] <= CHANCE <= each[3] or each[1] != each[1] for each in told)
    parts = ["no quantity clearly foretells entry"]
    if up:
        first = best(up)
        names, numbers = listed([each[0] for each in first]), [f"{each[1]:.2f}" for each in first]
        verb, area = ("foretells", "area") if len(first) == 1 else ("foretell", "areas")
        alike = ", not told apart" if len(first) > 1 else ""
        parts = [f"{names} {verb} entry best ({area}{SPACE}{listed(numbers)}{alike})"]
    if down:
        parts.append(f"{listed(down)} {'speaks' if len(down) == 1 else 'speak'} against it")
    if up and silent:
        parts.append(f"{silent} of {len(told)} say nothing clearly")
    return f"Watched at any threshold, {'; '.join(parts)}"


def reliable(good: int, groups: int, low: float, high: float) -> str:
    """The finding of the check: groups whose forecasts came true so often, and the interval of
    what the forecasts gain on the base rate.
    """
    better = "beat the base rate" if low > 0 else "are no surer than the base rate"
    better = "lose to the base rate" if high < 0 else better
    often = "all" if good == groups else f"{good} of {groups}"
    return (
        f"On worlds of other vectors, forecasts from what was seen {better}; they come true as "
        f"often as they say in {often} groups"
    )


def implied(windows: Sequence[tuple[int, float, float, float, float]]) -> str:
    """The finding of what was seen, from windows in weeks and the intervals of P(entry) given it
    and without.
    """
    higher = [weeks for weeks, low, _, _, high in windows if low > high]
    lower = [weeks for weeks, _, high, low, _ in windows if high < low]
    parts = []
    for direction, found in (("likelier", higher), ("less likely", lower)):
        if found:
            within = "in every window" if len(found) == len(windows) else _weeks(found)
            parts.append(f"{direction} {within}")
    if not parts:
        return "What was seen does not clearly change the chance of entry"
    return f"What was seen makes entry {listed(parts)}"


def _weeks(found: Sequence[int]) -> str:
    return f"within {listed([str(each) for each in found])} weeks"
