"""P(entry) along what was varied: usually the pressure from Moscow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pandas as pd

from experiments.figures.drawing import unsure as drawn
from experiments.figures.drawing.choosing import chosen
from experiments.figures.drawing.tables import NotDrawn, TreatmentValues, shown
from experiments.figures.entry import contrast, finding
from experiments.findings import by_vector
from experiments.findings.bands import LEARNED, LEVEL, LUCK, MIXTURE, PARAMETERS, STRUCTURE
from experiments.pages.report.charts.curve import curve
from experiments.pages.report.charts.spans import spans
from experiments.pages.report.section import Chart, Key, Listing, Panel, Section, prose
from experiments.pages.report.subject import Subject, subject
from experiments.words.answer import over_draws
from experiments.words.colours import BLACK, BLUE, ORANGE
from experiments.words.confidence import in_words
from experiments.words.parameters import LEVELS, axis, short
from experiments.words.unsure import ends, span, sure
from sim.numbers import estimate, interval, rare

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

_MOST = 40  # treatments that are shown
_BANDS = (
    Key(ORANGE, "structure: rival models, lowest to highest", "patch", 0.35),
    Key(BLUE, "parameters: nine vectors in ten", "patch", 0.35),
    Key(BLUE, "half of the vectors", "patch", 0.65),
    Key(BLUE, "mean over the vectors, 95 % interval", "line"),
)
_LUCK = Key(BLACK, "luck alone, at the study's own parameters; a triangle is a bound", "line")


def section(given: Given) -> Section | None:
    """P(entry) under every treatment; none where one scenario was run."""
    tables = given.tables
    if not tables.swept:
        return None
    names = [short(path) for path in tables.swept]
    contents = "By pressure" if tables.swept == (LEVEL,) else f"By {' and '.join(names)}"
    try:
        treatments, note = chosen(tables, _MOST)
    except NotDrawn as why:
        told = next(_over_draws(given), f"{len(tables.treatments):,} treatments were lived")
        title = told.removesuffix(" (draws.csv).")
        return Section(title, "pressure", prose(f"{why}."), contents=contents)
    chart = _chart(given, treatments, note)
    return Section(
        _title(given, treatments), "pressure", prose(*_over_draws(given), *_learned(given)),
        charts=(chart,), contents=contents,
    )  # fmt: skip


def _title(given: Given, treatments: list[TreatmentValues]) -> str:
    tables = given.tables
    if given.bands.cells:
        rows = tables.bands[tables.bands[LEVEL].astype(str) != LEARNED]
        if tables.swept == (LEVEL,):
            rows = rows.astype({LEVEL: float})
        return drawn.finding(rows, tables)
    if _along(given):
        return finding(tables)
    return contrast(tables, tables.summary)


def _along(given: Given) -> bool:
    """Whether treatments lie along one number."""
    tables = given.tables
    single = len(tables.swept) == 1 and len(tables.treatments) > 1
    return single and tables.numeric(tables.swept[0])


def _chart(given: Given, treatments: list[TreatmentValues], note: str) -> Chart:
    told = list(_rows(given, treatments))
    listing = _listing(given, treatments)
    keys: tuple[Key, ...] = (*_BANDS, _LUCK) if given.bands.cells else (_LUCK,)
    kinds = {row["kind"] for row in told}
    keys = tuple(key for key in keys if "structure" not in key.label or STRUCTURE in kinds)
    what = ", ".join(short(path) for path in given.tables.swept)
    said = f"P(entry) by {what}, with what parameters, structure and luck leave open"
    if _along(given):
        path = given.tables.swept[0]
        named = LEVELS if path == LEVEL and {row["x"] for row in told} <= set(LEVELS) else {}
        title = short(path) if named else axis(path)
        panels: tuple[Panel, ...] = (
            Panel(curve(told, title, said, named=named), "Plain scale"),
            Panel(curve(told, title, said, True, named), "Each grid line ten times the one below"),
        )
    else:
        kinds_shown = {"mixture": BLUE, "luck": BLACK} if given.bands.cells else {"luck": BLACK}
        marks = [_mark(row) for row in told if row["kind"] in kinds_shown]
        panels = (Panel(spans(marks, kinds_shown, "P(entry)", said, 0, unit="%")),)
        keys = tuple(key for key in keys if key.look == "line")
    return Chart("pressure", f"P(entry) by {what}", panels, listing, keys, note)


def _mark(row: dict[str, Any]) -> dict[str, Any]:
    """A row with a mark at its middle, or at its upper bound."""
    return {**row, "middle": row["high"] if row["middle"] is None else row["middle"]}


def _rows(given: Given, treatments: list[TreatmentValues]) -> Iterator[dict[str, Any]]:
    """What is drawn: treatment by treatment, kind by kind."""
    for treatment in treatments:
        here = {"name": given.tables.label(treatment), "x": treatment[0]}
        cell = given.cell(treatment)
        for kind in (STRUCTURE, PARAMETERS, MIXTURE):
            band = None if cell is None else cell.of(kind)
            if band is not None:
                bounded = kind == MIXTURE and sure(band).startswith("under")
                yield here | {
                    "kind": kind, "low": band.low, "high": band.high,
                    "middle": None if bounded else band.probability,
                    "words": f"{sure(band)} {ends(band)}" if kind == MIXTURE else span(band),
                }  # fmt: skip
        if cell is not None and cell.of_vectors:
            low, high = by_vector.inner(cell.of_vectors)
            yield here | {"kind": "half", "low": low, "high": high, "middle": None, "words": ""}
        own = _own(given, treatment)
        middle = None if rare(own) else own.probability
        yield here | {
            "kind": LUCK, "low": own.low, "high": own.high, "middle": middle,
            "words": f"{estimate(own)} {interval(own)}",
        }  # fmt: skip


def _own(given: Given, treatment: TreatmentValues) -> Any:
    summary = given.tables.summary
    rows = given.tables.of(summary[summary["outcome"] == "entry"], treatment)
    return shown(rows.iloc[0])


def _listing(given: Given, treatments: list[TreatmentValues]) -> Listing:
    about = subject(given)
    name = ", ".join(short(path) for path in given.tables.swept)
    columns = [name, "luck alone", "its 95 % interval"]
    if given.bands.cells:
        against = given.tables.label(about.treatment)
        columns = [
            name, "mean over vectors", "95 %", "in words", f"less {against}, in points",
            "luck alone", "parameters", "structure",
        ]  # fmt: skip
    rows = [_words(given, about, treatment) for treatment in treatments]
    raw = given.tables.bands if given.bands.cells else _entries(given)
    records = [{str(key): each for key, each in row.items()} for row in raw.to_dict("records")]
    return Listing.of("pressure", f"P(entry) by {name}", columns, rows, records)


def _entries(given: Given) -> pd.DataFrame:
    summary = given.tables.summary
    return summary[summary["outcome"] == "entry"]


def _words(given: Given, about: Subject, treatment: TreatmentValues) -> tuple[str, ...]:
    own, cell, label = _own(given, treatment), given.cell(treatment), given.tables.label(treatment)
    if not given.bands.cells:
        return (label, estimate(own), interval(own))
    mean = None if cell is None else cell.of(MIXTURE)
    if cell is None or mean is None:
        return (label, "not made", "", "", "", estimate(own), "", "")
    return (
        label, sure(mean), ends(mean), in_words(mean.probability), _less(about, cell.of_vectors),
        *(span(cell.of(kind)) for kind in (LUCK, PARAMETERS, STRUCTURE)),
    )  # fmt: skip


def _less(about: Subject, of_vectors: tuple[float, ...]) -> str:
    """The difference to the treatment that is spoken of, over the same vectors."""
    against = () if about.cell is None else about.cell.of_vectors
    if not against or not of_vectors:
        return "not told"
    if against == of_vectors:
        return "0"
    middle, low, high = by_vector.difference(of_vectors, against)
    return f"{100 * middle:+.0f} [{100 * low:+.0f}, {100 * high:+.0f}]"


def _over_draws(given: Given) -> Iterator[str]:
    draws = given.tables.draws
    if not draws.empty and "entry" in set(draws["event"]):
        row = draws[draws["event"] == "entry"].iloc[0]
        yield over_draws({str(key): ("" if pd.isna(each) else each) for key, each in row.items()})


def _learned(given: Given) -> Iterator[str]:
    mean = next((each.of(MIXTURE) for each in given.bands.cells if each.learned), None)
    if mean is not None:
        yield (
            "Nobody has measured Moscow's resolve. Under the resolve that each vector has learned "
            f"of 2022 P(entry) is {sure(mean)} {ends(mean)}."
        )
