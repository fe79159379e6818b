"""The question answered in one paragraph of plain English, from the numbers alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from experiments.findings.found import Finding
from experiments.plan.values import SENTENCES
from experiments.words.names import OBSTACLES
from experiments.words.overview import Overview, overview
from experiments.words.parameters import level, setting, value
from sim.estimates.intervals import WORDS, Estimate
from sim.laws.pressure import LEVELS
from sim.numbers import common, percent, rare, said

_HARDLY = 0.005  # of entries, below which a share is not worth its figures
_LEVELS = 40  # of pressure that are still spoken of one by one


def answer(found: Sequence[Finding], over: Overview | None = None) -> str:
    """The answer in one paragraph, true of all treatments; `over` is their overview."""
    if not found:
        return "No world has been lived yet."
    if len(found) == 1:
        only = found[0]
        how_often = f"Belarus enters the war in {_in_words(only)}"
        return _joined(how_often, _split(only), _blocked(only), _falls(only))
    if set(found[0].values) == {"pressure.level"} and len(found) <= _LEVELS:
        return _by_pressure(found)
    return _by_treatment(found, over or overview(found))


def story(found: Sequence[Finding]) -> str:
    """What is said where treatments have one world each, of which no share can be told."""
    many = "One world" if len(found) == 1 else f"One world in each of {len(found):,} treatments"
    said = f"{many}: a story, not an estimate; of how often anything happens it can tell nothing."
    if len(found) > 1:
        return said
    chance = found[0].entry.probability
    return f"{said} The chance of entry that this world ran, week by week, is {percent(chance)}."


def wording(entry: Estimate) -> str:
    """A probability in words; in two where its interval reaches over the border between them, so
    that more worlds make it surer and do not turn it round.
    """
    if rare(entry) or common(entry):
        return entry.words
    low, high = (
        next(words for limit, words in WORDS if end < limit) for end in (entry.low, entry.high)
    )
    return low if low == high else f"{low} to {high}"


def over_draws(row: Mapping[str, Any]) -> str:
    """P(entry) over drawn parameters, in a sentence; from a row of draws.csv."""
    probability, low, high = (percent(float(row[name])) for name in ("probability", "low", "high"))
    share = row["share_parameters"]
    due = f"; {percent(share)} of the variance is due to the parameters" if share != "" else ""
    drawn = f"Over the {row['draws']:,} draws of the parameters"
    return f"{drawn}, P(entry) is {probability} [{low} - {high}]{due} (draws.csv)."


def pressure(number: float) -> str:
    """A level of pressure in a sentence."""
    name = level(number) or ""
    spoken = {"none": "no pressure", "observed": "the pressure observed in 2022"}
    return spoken.get(name, f"{name} pressure" if name else f"pressure {number:g}")


def _by_pressure(found: Sequence[Finding]) -> str:
    levels = [float(str(each.values["pressure.level"])) for each in found]
    seen = levels.index(LEVELS["observed"]) if LEVELS["observed"] in levels else len(levels) // 2
    others = [place for place in (0, len(levels) - 1) if place != seen]
    told = [f"under {pressure(levels[place])}, in {said(found[place].entry)}" for place in others]
    rest = "; ".join(told)
    return _joined(
        "How often does Belarus enter the war when Moscow presses harder?",
        f"Under {pressure(levels[seen])} it enters in {_in_words(found[seen])}",
        f"{rest[0].upper()}{rest[1:]}.",
        _split(found[-1]),
        _blocked(found[seen]),
        _falls(found[seen]),
    )


def _by_treatment(found: Sequence[Finding], over: Overview) -> str:
    fewest, most = found[over.fewest], found[over.most]
    across = f"Across {len(found):,} treatments, entry is"
    bound = f"in under {percent(over.bound)} of histories"
    if over.rare == len(found):
        return _joined(f"{across} too rare to tell in any: {bound}.", _obstacle(over))
    rarest = f"rarest with {_where(fewest)}, in {said(fewest.entry)}"
    if over.rare > 1:
        rarest = f"too rare to tell in {over.rare:,} ({bound})"
    return _joined(
        f"{across} {rarest}, and most frequent with {_where(most)}, in {said(most.entry)}.",
        _split(most),
        _obstacle(over),
    )


def _obstacle(over: Overview) -> str:
    """What stands in the way in the most treatments, and in how many of them."""
    if not over.obstacles:
        return ""
    ((reason, times),) = over.obstacles.most_common(1)
    where = f"{times:,} of the {over.entry.size:,} treatments"
    where = "every treatment" if times == over.entry.size else where
    return f"In {where}, what most often stands in the way is that {OBSTACLES[reason]}."


def _joined(*sentences: str) -> str:
    return " ".join(sentence for sentence in sentences if sentence)


def _in_words(found: Finding) -> str:
    return f"{said(found.entry)}: {wording(found.entry)}."


def _split(found: Finding) -> str:
    limited, full = found.outcomes["limited_entry"].count, found.outcomes["full_entry"].count
    if not full:
        return "Every entry is limited to special forces and contract troops." if limited else ""
    limited_ones = "limited to special forces and contract troops"
    if full < _HARDLY * (limited + full):
        return f"All but the rarest entries are {limited_ones}."
    share = percent(limited / (limited + full))
    return f"{share} of those entries are {limited_ones}; the others take the whole army."


def _blocked(found: Finding) -> str:
    reason, most = max(found.blocks.items(), key=lambda item: item[1].count)
    return f"What most often stands in the way is that {OBSTACLES[reason]} ({said(most)})."


def _falls(found: Finding) -> str:
    return f"The regime falls before it could enter in {said(found.fall)}."


def _where(found: Finding) -> str:
    return ", ".join(
        setting(path, each) if path in SENTENCES else f"{path} {value(path, each)}"
        for path, each in found.values.items()
    )
