"""P(entry) with its four ways to be unsure, in a paragraph and in a table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from rich import box
from rich.table import Table

from experiments.findings.bands import (
    LEARNED,
    LEVEL,
    LUCK,
    MIXTURE,
    PARAMETERS,
    STRUCTURE,
    Band,
    Bands,
    Unsure,
)
from experiments.findings.found import Findings
from experiments.words.company import company
from experiments.words.confidence import Confidence, in_words
from experiments.words.parameters import setting, value
from sim.laws.pressure import LEVELS
from sim.numbers import end

TITLE = (
    "P(entry): four ways to be unsure (mixture 95 %, parameters 5-95 %, structure lowest to "
    "highest, luck alone 95 %)"
)

CONFIGURED = "as configured"  # a scenario whose name is too long for a row
_LONGEST = 44  # letters of a row's name


def unsure(bands: Bands, findings: Findings) -> Iterator[str | Table]:
    """The answer with its four ways to be unsure and what stands beside it, or why there is none;
    nothing where luck alone was asked for.
    """
    study = findings.study
    if bands.why_not:
        yield f"{bands.why_not}\n"
    if bands.cells:
        yield f"{headline(bands, study.sweep.columns)}\n"
        yield table(bands, study.sweep.columns, brief(study.title))
        yield f"{company(study.base.first_day, bands.hindcast)}\n"
        yield "From here on every parameter has its own value, and intervals are of luck alone.\n"


def headline(bands: Bands, swept: Sequence[str]) -> str:
    """The answer in one paragraph: number and word, then confidence, then what is not known."""
    cell = first(bands)
    mean = cell.of(MIXTURE)
    assert mean is not None
    over = f"the mean over {bands.vectors:,} calibrated vectors of parameters"
    return " ".join((
        f"P(entry){_where(cell, swept)} is {sure(mean)} {ends(mean)}, {over}: "
        f"{in_words(mean.probability)}.",
        Confidence.of(cell, bands.assumed).sentence,
        *_apart(cell, bands),
    ))  # fmt: skip


def table(bands: Bands, swept: Sequence[str], alone: str = CONFIGURED) -> Table:
    """All four, treatment by treatment."""
    grid = Table(title=TITLE, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    for column in swept or ["scenario"]:
        grid.add_column(column, no_wrap=True)
    for column in ("mixture", "95 %", "in words", "parameters", "structure", "luck alone",
                   "confidence"):  # fmt: skip
        wordy = column in ("in words", "confidence")
        grid.add_column(column, justify="left" if wordy else "right", no_wrap=True)
    for cell in bands.cells:
        mean = cell.of(MIXTURE)
        assert mean is not None
        grid.add_row(
            *labels(cell, swept, alone),
            _brief(sure(mean)), ends(mean), in_words(mean.probability),
            *(_brief(span(cell.of(kind))) for kind in (PARAMETERS, STRUCTURE, LUCK)),
            Confidence.of(cell, bands.assumed).level,
        )  # fmt: skip
    return grid


def first(bands: Bands) -> Unsure:
    """The treatment that is spoken of: the observed pressure, or where entry is most frequent."""
    told = [each for each in bands.cells if not each.learned]
    seen = [each for each in told if each.values.get(LEVEL) == LEVELS["observed"]]
    return seen[0] if len(seen) == 1 else max(told, key=_mean)


def labels(cell: Unsure, swept: Sequence[str], alone: str = CONFIGURED) -> list[str]:
    """A treatment in the columns of a table; `alone` names the only one."""
    if cell.learned:
        return [LEARNED, *[""] * (len(swept) - 1)]
    return [value(path, cell.values[path]) for path in swept] or [alone]


def brief(title: str) -> str:
    """A study's title as the name of its only treatment, where it is short enough for a table."""
    return title if len(title) <= _LONGEST else CONFIGURED


def sure(band: Band) -> str:
    """A probability with no more figures than its interval bears."""
    told = _digits(band, band.probability)
    return f"{told} %" if float(told) else f"under {end(band.high)}"


def ends(band: Band) -> str:
    """Its interval, likewise."""
    return f"[{_digits(band, band.low)} - {_digits(band, band.high)} %]"


def span(band: Band | None) -> str:
    """From where to where a band goes."""
    if band is None:
        return "not looked at"
    low, high = end(band.low), end(band.high)
    return high if low == high else f"{low.removesuffix(' %')} to {high}"


def _brief(words: str) -> str:
    """The same in a table."""
    return words.replace("under ", "< ")


def _apart(cell: Unsure, bands: Bands) -> Iterator[str]:
    """What parameters, structure and luck leave open, each by itself."""
    band, rival, luck = (cell.of(kind) for kind in (PARAMETERS, STRUCTURE, LUCK))
    yield f"Parameters: nine vectors in ten say {span(band)}."
    if rival is not None:
        low, high = f"{end(rival.low)} ({rival.lowest})", f"{end(rival.high)} ({rival.highest})"
        yield f"Structure: {bands.structures} models of leaders and choice say {low} to {high}."
    if luck is not None:
        yield (
            f"Luck: {luck.worlds:,} worlds at the study's own parameters leave {span(luck)}. "
            "None is part of another."
        )
    learned = next((each.of(MIXTURE) for each in bands.cells if each.learned), None)
    if learned is not None:
        told = f"{sure(learned)} {ends(learned)}"
        yield f"Under the resolve that each vector has learned of 2022 it is {told}."


def _where(cell: Unsure, swept: Sequence[str]) -> str:
    """The treatment within a sentence; nothing of one scenario."""
    told = [setting(path, cell.values[path]) for path in swept]
    named = any(isinstance(cell.values[path], str) for path in swept)
    return f" {'with' if named else 'at'} {', '.join(told)}" if told else ""


def _digits(band: Band, share: float) -> str:
    """Per cent down to a unit that is no more than half of the interval."""
    half = 50 * (band.high - band.low)
    decimals = math.ceil(-math.log10(half)) if half > 0 else 5
    return f"{100 * share:.{min(max(decimals, 0), 5)}f}"


def _mean(cell: Unsure) -> float:
    mean = cell.of(MIXTURE)
    return -1.0 if mean is None else mean.probability
