"""How far to trust it: confidence, what the record tells, and how it would have fared."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from experiments.findings.bands import LUCK, MIXTURE, PARAMETERS, STRUCTURE
from experiments.mistakes import UserError
from experiments.pages.report.sceptics import losses, told
from experiments.pages.report.section import Listing, Section, items, prose
from experiments.plan.vectors import SHIPPED, about
from experiments.words.confidence import Confidence
from experiments.words.unsure import labels, span, sure

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

_LIMITS = (
    "The level hangs on prices nobody has measured: how much a refused ultimatum costs, and how "
    "willing the army is. No refusal rate of Belarusian soldiers was ever measured.",
    "Levels of pressure are a scale of Moscow's resolve, and no quantity anyone has measured; "
    "“observed” is a label.",
    "The weights in the leaders' utilities are judgements; rival models of the leaders move "
    "P(entry) by an order of magnitude.",
    "What the war itself would do after an entry is outside the model, and so are nuclear threats, "
    "Western sanctions in reply, and Belarusian elites other than as a hazard of a coup.",
    "Nothing in the model was fitted to what happened after 7 December 2022, nor to any forecast "
    "that it could be scored against.",
)


def section(given: Given) -> Section:
    """Confidence by treatment, what the calibration rests on, the hindcast and the limits."""
    html = prose(*_calibration(given))
    lost = losses()
    if lost:
        html += (
            "<h3>How it would have fared since December 2022</h3>"
            + prose(lost.condition) + items(*lost.lines) + prose(lost.why)
        )  # fmt: skip
    html += f"<h3>Limits</h3>{items(*_LIMITS)}"
    return Section(
        _title(given), "trust", html, tables=tuple(_tables(given)), contents="How far to trust it"
    )


def _title(given: Given) -> str:
    levels = {
        Confidence.of(each, given.bands.assumed).level
        for each in given.bands.cells if each.of(PARAMETERS) is not None
    }  # fmt: skip
    if not levels and given.mixed:
        return "How far to trust it: the mean over vectors is told, and not how far they differ"
    if not levels:
        return "How far to trust it: luck alone was looked at here"
    if len(levels) == 1:
        (level,) = levels
        return f"Confidence is {level} under every treatment shown: {_most(given)}"
    return f"Confidence is {' or '.join(sorted(levels))}, by treatment"


def _most(given: Given) -> str:
    """What leaves most open, wherever it is told."""
    widths = {PARAMETERS: 0.0, STRUCTURE: 0.0, LUCK: 0.0}
    for each in given.bands.cells:
        for kind in widths:
            band = each.of(kind)
            widths[kind] = max(widths[kind], 0.0 if band is None else band.high - band.low)
    kind = max(widths, key=lambda each: widths[each])
    return f"{kind} leave{'s' if kind != PARAMETERS else ''} most open"


def _calibration(given: Given) -> Iterator[str]:
    if given.bands.cells and not given.this_model:
        yield "The bands were made by another state of the model than the one that wrote this page."
    if not given.bands.cells or not given.this_model:
        return
    try:
        said = about(SHIPPED)
    except UserError:
        return
    passes = "passes" if said.get("passes") else "does not pass"
    outside = said.get("out of reach") or []
    yield (
        f"The {given.bands.vectors:,} vectors of parameters were calibrated on what was known "
        f"before 7 December 2022, from {int(said['made from']['points']):,} drawn points; the "
        f"method {passes} its own checks, among them that known truths are found again. "
        f"{len(outside)} facts of the record are out of the model's reach and were left out of "
        "the fit."
    )
    if given.bands.assumed is not None:
        yield (
            f"{100 * given.bands.assumed:.0f} % of the variance of the log odds of entry rests on "
            "parameters that are assumptions and nothing else."
        )


def _tables(given: Given) -> Iterator[Listing]:
    cells = [each for each in given.bands.cells if each.of(PARAMETERS) is not None]
    if cells:
        swept = given.tables.swept
        columns = (
            *(swept or ("scenario",)), "mean over vectors", "luck alone", "parameters",
            "structure", "confidence",
        )  # fmt: skip
        rows = []
        for each in cells:
            mean, how = each.of(MIXTURE), Confidence.of(each, given.bands.assumed).level
            kinds = (span(each.of(kind)) for kind in (LUCK, PARAMETERS, STRUCTURE))
            rows.append((*labels(each, swept), "" if mean is None else sure(mean), *kinds, how))
        raw = [dict(zip(columns, row, strict=True)) for row in rows]
        caption = "P(entry): what luck, parameters and structure leave open, and the confidence"
        yield Listing.of("confidence", caption, columns, rows, raw)
    yield from told()
