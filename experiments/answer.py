"""The question answered in one paragraph of plain English, from the numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from experiments.wording import level_name, points, pressure_words, said
from sim.estimates.intervals import Estimate
from sim.laws.pressure import LEVELS

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
    fall: Estimate  # P(the regime falls first)

    @property
    def entry(self) -> Estimate:
        """P(entry)."""
        return self.outcomes["entry"]


def answer(found: Sequence[Found]) -> str:
    """The answer in one paragraph."""
    if not found:
        return "No world has been lived yet."
    if len(found) == 1:
        return _joined(
            f"Belarus enters the war in {_in_words(found[0])}",
            _split(found[0]),
            _blocked(found[0]),
            _falls(found[0]),
        )
    if set(found[0].values) == {"pressure.level"}:
        return _by_pressure(found)
    return _by_treatment(found)


def _by_pressure(found: Sequence[Found]) -> str:
    levels = [float(str(each.values["pressure.level"])) for each in found]
    seen = levels.index(LEVELS["observed"]) if LEVELS["observed"] in levels else len(levels) // 2
    others = [place for place in (0, len(levels) - 1) if place != seen]
    told = "; ".join(
        f"under {pressure_words(levels[place])}, in {said(found[place].entry)}" for place in others
    )
    return _joined(
        "How often does Belarus enter the war when Moscow presses harder?",
        f"Under {pressure_words(levels[seen])} it enters in {_in_words(found[seen])}",
        f"{told[0].upper()}{told[1:]}.",
        _split(found[-1]),
        _blocked(found[seen]),
        _falls(found[seen]),
    )


def _by_treatment(found: Sequence[Found]) -> str:
    ranked = sorted(found, key=lambda each: each.entry.probability)
    fewest, most = ranked[0], ranked[-1]
    return (
        f"Across {len(found)} treatments, entry is rarest with {_where(fewest)}, in "
        f"{said(fewest.entry)}, and most frequent with "
        f"{_where(most)}, in {said(most.entry)}. {_split(most)} {_blocked(fewest)}"
    )


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _in_words(found: Found) -> str:
    return f"{said(found.entry)}: {found.entry.words}."


def _split(found: Found) -> str:
    limited, full = found.outcomes["limited_entry"].count, found.outcomes["full_entry"].count
    if not full:
        return "Every entry is limited to special forces and contract troops." if limited else ""
    share = points(limited / (limited + full))
    return (
        f"{share} of those entries are limited to special forces and contract troops; the "
        "others take the whole army."
    )


def _blocked(found: Found) -> str:
    reason, most = max(found.blocks.items(), key=lambda item: item[1].count)
    return f"What most often stands in the way is that {_REASONS[reason]} ({said(most)})."


def _falls(found: Found) -> str:
    return f"The regime falls before it could enter in {said(found.fall)}."


def _where(found: Found) -> str:
    return ", ".join(f"{path} {level_name(path, value)}" for path, value in found.values.items())
