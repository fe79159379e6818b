"""The answer: one sentence, one number, three ways to be unsure, fifty dots."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from html import escape
from typing import TYPE_CHECKING, Any

from experiments.findings import by_vector
from experiments.findings.bands import LUCK, MIXTURE, PARAMETERS, STRUCTURE
from experiments.pages.report.charts.dots import dots
from experiments.pages.report.charts.ways import KINDS, ways
from experiments.pages.report.section import Chart, Listing, Panel, Section, prose
from experiments.pages.report.subject import Subject, subject
from experiments.words.company import company
from experiments.words.confidence import Confidence
from experiments.words.unsure import ends, span, sure
from sim.numbers import end, interval

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

MEANINGS = {
    LUCK: "luck: the dice of one world, at the study's own parameters (95 % interval)",
    MIXTURE: "mean over the vectors, with its 95 % interval",
    PARAMETERS: "parameters: what nine calibrated vectors in ten say",
    STRUCTURE: "structure: lowest and highest mean under rival models of leaders and choice",
}


def section(given: Given) -> Section:
    """The answer under the treatment that is spoken of first."""
    about = subject(given)
    start = f"{about.where[0].upper()}{about.where[1:]}"
    cell = about.cell
    sure_of = "" if cell is None else Confidence.of(cell, given.bands.assumed).sentence
    return Section(
        f"{start}, Belarus enters the war {about.frequency}", "answer",
        html=_number(about, given) + prose(sure_of, *_apart(given, about)),
        charts=tuple(_charts(given, about)), notes=_beside(given), contents="The answer",
    )  # fmt: skip


def _number(about: Subject, given: Given) -> str:
    over = f"mean over {given.bands.vectors:,} calibrated vectors of parameters"
    if about.mean is None:
        over = _alone(given, about)
    told = [f"95 % interval {about.interval}, {over}", about.frequency, about.rarely]
    also = "; ".join(escape(each) for each in told if each)
    return (
        f'<div class="answer"><p class="number">{escape(about.number)}</p>'
        f'<p class="word">{escape(about.word)}</p><p class="also">P(entry) {escape(about.where)}: '
        f"{also}.</p></div>"
    )


def _alone(given: Given, about: Subject) -> str:
    """What the number rests on where luck is told alone."""
    vectors = given.manifest.get("vectors")
    worlds = f"{about.own.worlds:,} worlds"
    if vectors:
        return f"{worlds} over the vectors of parameters = {vectors.get('kind', 'calibrated')}"
    return f"{worlds} at the study's own parameters"


def _apart(given: Given, about: Subject) -> Iterator[str]:
    if about.cell is None and given.mixed:
        yield (
            "The worlds differ in parameters: this is the mean over vectors, with the interval of "
            "that mean. How far single vectors and rival models lie apart is not told here."
        )
        return
    if about.cell is None:
        yield (
            "This folder tells luck alone: what other parameters and rival models would say was "
            "not lived, and the interval says nothing of it."
        )
        return
    rival = about.cell.of(STRUCTURE)
    if rival is not None:
        yield (
            f"Structure: {given.bands.structures} models of leaders and choice say "
            f"{end(rival.low)} ({rival.lowest}) to {end(rival.high)} ({rival.highest})."
        )
    yield "None of the three is part of another, and they are never added up."


def _charts(given: Given, about: Subject) -> Iterator[Chart]:
    if about.cell is None:
        return
    yield _ways(about)
    if about.cell.of_vectors and about.mean is not None:
        yield _dots(about, about.mean.probability, len(about.cell.of_vectors))


def _ways(about: Subject) -> Chart:
    cell = about.cell
    assert cell is not None
    rows: list[dict[str, Any]] = []
    for kind in KINDS:
        band = cell.of(kind)
        if band is not None:
            rows.append({
                "kind": kind, "low": band.low, "high": band.high, "middle": band.probability,
                "words": span(band),
            })  # fmt: skip
    told = [
        (MEANINGS[each.kind], *_figures(about, each.kind))
        for each in cell.bands if each.outcome == "entry"
    ]  # fmt: skip
    said = "Bars: " + "; ".join(f"{row['kind']} {row['words']}" for row in rows)
    raw = [
        {"band": each.kind, "probability": each.probability, "low": each.low, "high": each.high,
         "worlds": each.worlds, "vectors": each.vectors, "lowest": each.lowest,
         "highest": each.highest}
        for each in cell.bands if each.outcome == "entry"
    ]  # fmt: skip
    listing = Listing.of(
        "ways", f"P(entry) {about.where}: ways to be unsure", ("what", "P(entry)", "from and to"),
        told, raw,
    )  # fmt: skip
    title = f"Luck leaves {span(cell.of(LUCK))}, parameters {span(cell.of(PARAMETERS))}"
    if cell.of(STRUCTURE) is not None:
        title += f", structure {span(cell.of(STRUCTURE))}"
    return Chart(
        "ways", title, (Panel(ways(rows, said)),), listing,
        note="The thick tick is luck's own estimate, the middle vector, and the mean of the "
        "model as it is.",
    )  # fmt: skip


def _figures(about: Subject, kind: str) -> tuple[str, str]:
    assert about.cell is not None
    band = about.cell.of(kind)
    assert band is not None
    if kind == MIXTURE:
        return sure(band), ends(band)
    if kind == LUCK:
        return end(band.probability), interval(about.own)
    return end(band.probability), span(band)


def _dots(about: Subject, mean: float, vectors: int) -> Chart:
    cell = about.cell
    assert cell is not None
    found = by_vector.dots(cell.of_vectors)
    low, likely = sum(each < 0.05 for each in found), sum(each > 0.5 for each in found)
    title = (
        f"{low} of {len(found)} dots say under 5 %, {likely} say that entry is likelier than not"
    )
    said = f"Dot plot of P(entry) {about.where} over the calibrated vectors: {title}"
    raw = [{"dot": place + 1, "probability": each} for place, each in enumerate(found)]
    listing = Listing.of(
        "dots", f"P(entry) {about.where}: fifty quantiles over the vectors", ("dot", "P(entry)"),
        [(str(row["dot"]), end(float(row["probability"]))) for row in raw], raw,
    )  # fmt: skip
    note = (
        f"Each dot stands for one in fifty of the {vectors:,} calibrated vectors of parameters; "
        "each vector is one description of the actors that the record allows. The dashed line is "
        "their mean."
    )
    return Chart("dots", title, (Panel(dots(found, mean, said)),), listing, note=note)


def _beside(given: Given) -> str:
    """A base rate, forecasters and the months since, beside the answer."""
    try:
        first = date.fromisoformat(str(given.manifest.get("start", "")))
    except ValueError:
        return ""
    return prose(company(first, given.bands.hindcast))
