"""The question answered in one paragraph of plain English, from the numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.wording import level_name, pressure_words, said
from sim.estimates import Estimate, rate
from sim.pressure import LEVELS

_REASONS = {
    "not_demanded": "Moscow never demands it",
    "declined": "Lukashenko declines: concessions short of war serve him better",
    "army_refused": "the army does not carry out the order",
    "regime_fell": "the regime falls first",
}


@dataclass(frozen=True)
class Found:
    """What was found under one treatment."""

    values: Mapping[str, object]  # the swept values
    outcomes: Mapping[str, Estimate]
    blocks: Mapping[str, Estimate]

    @property
    def entry(self) -> Estimate:
        """P(entry)."""
        return self.outcomes["entry"]


def answer(found: Sequence[Found]) -> str:
    """The answer in one paragraph."""
    if not found:
        return "No world has been lived yet."
    if len(found) == 1:
        return f"Belarus enters the war in {_in_words(found[0])} {_split(found[0])} {_blocked(found[0])} {_falls(found[0])}"
    if set(found[0].values) == {"pressure.level"}:
        return _by_pressure(found)
    return _by_treatment(found)


def _by_pressure(found: Sequence[Found]) -> str:
    levels = [float(str(each.values["pressure.level"])) for each in found]
    seen = levels.index(LEVELS["observed"]) if LEVELS["observed"] in levels else len(levels) // 2
    low, middle, high = found[0], found[seen], found[-1]
    return (
        f"How often does Belarus enter the war when Moscow presses harder? Under {pressure_words(levels[seen])} it enters in "
        f"{_in_words(middle)} Under {pressure_words(levels[0])} it enters in {said(low.entry)}; under "
        f"{pressure_words(levels[-1])}, in {said(high.entry)}. {_split(high)} {_blocked(middle)} {_falls(middle)}"
    )


def _by_treatment(found: Sequence[Found]) -> str:
    ranked = sorted(found, key=lambda each: each.entry.probability)
    fewest, most = ranked[0], ranked[-1]
    return (
        f"Across {len(found)} treatments, entry is rarest with {_where(fewest)}, in {said(fewest.entry)}, and most frequent with "
        f"{_where(most)}, in {said(most.entry)}. {_split(most)} {_blocked(fewest)}"
    )


def _in_words(found: Found) -> str:
    return f"{said(found.entry)}: {found.entry.words}."


def _split(found: Found) -> str:
    limited, full = found.outcomes["limited_entry"].count, found.outcomes["full_entry"].count
    if not full:
        return "Every entry is limited to special forces and contract troops." if limited else ""
    share = f"{limited / (limited + full):.0%}"
    return f"{share} of those entries are limited to special forces and contract troops; the others take the whole army."


def _blocked(found: Found) -> str:
    reason, most = max(found.blocks.items(), key=lambda item: item[1].count)
    return f"What most often stands in the way is that {_REASONS[reason]} ({said(most)})."


def _falls(found: Found) -> str:
    fallen = sum(int(found.outcomes[name].count) for name in ("mutiny", "uprising", "replaced"))
    return f"The regime falls before it could enter in {said(rate(fallen, found.entry.worlds))}."


def _where(found: Found) -> str:
    return ", ".join(f"{path} {level_name(path, value)}" for path, value in found.values.items())
