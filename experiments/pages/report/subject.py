"""What the page speaks of first: one treatment, and how often entry comes about under it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from experiments.figures.drawing.tables import Share, TreatmentValues, shown
from experiments.findings.bands import LEVEL, MIXTURE, Band, Unsure
from experiments.words import unsure
from experiments.words.confidence import in_words
from experiments.words.frequencies import at_most, of_hundred, one_in, years
from experiments.words.parameters import setting
from sim.laws.pressure import LEVELS
from sim.numbers import common, estimate, interval, rare

if TYPE_CHECKING:
    from experiments.pages.report.given import Given


USUAL = "baseline"  # what a group of named variants is where none is chosen


@dataclass(frozen=True)
class Subject:
    """One treatment, its P(entry) at the study's own parameters, and its bands."""

    treatment: TreatmentValues
    where: str  # within a sentence: "at observed Kremlin pressure (0.4)"
    own: Share
    cell: Unsure | None
    what: str  # is counted: simulated years

    @property
    def mean(self) -> Band | None:
        """The mean over the vectors."""
        return None if self.cell is None else self.cell.of(MIXTURE)

    @property
    def number(self) -> str:
        """P(entry) with no more figures than its interval bears, or its bound."""
        return estimate(self.own, "under ") if self.mean is None else unsure.sure(self.mean)

    @property
    def interval(self) -> str:
        """Its 95 % interval."""
        return interval(self.own) if self.mean is None else unsure.ends(self.mean)

    @property
    def word(self) -> str:
        """The word for it with the range that the word stands for."""
        return in_words(self.bound if self.bounded else self.probability)

    @property
    def frequency(self) -> str:
        """The same as a frequency: "in about 14 of 100 simulated years"."""
        if self.bounded:
            return at_most(self.bound, self.what)
        if self.mean is None and common(self.own):
            return of_hundred(self.own.low, self.what).replace("in about", "in at least")
        return of_hundred(self.probability, self.what)

    @property
    def rarely(self) -> str:
        """One in so many, where it is rare."""
        return "" if self.bounded else one_in(self.probability, self.what)

    @property
    def probability(self) -> float:
        """P(entry)."""
        return self.own.probability if self.mean is None else self.mean.probability

    @property
    def bound(self) -> float:
        """The upper end of its interval."""
        return self.own.high if self.mean is None else self.mean.high

    @property
    def bounded(self) -> bool:
        """Whether only an upper bound can be said."""
        return rare(self.own) if self.mean is None else self.number.startswith("under")


def subject(given: Given) -> Subject:
    """The observed pressure where it is there, or where entry is most frequent."""
    tables = given.tables
    if tables.drawn and not tables.draws.empty:
        return _of_draws(given)
    if given.bands.cells:
        cell = unsure.first(given.bands)
        treatment = tuple(cell.values[path] for path in tables.swept)
    else:
        treatment, cell = _without_bands(given), None
    rows = tables.of(tables.summary, treatment)
    own = shown(rows[rows["outcome"] == "entry"].iloc[0])
    told = where(given, treatment)
    if cell is None and tables.swept and treatment not in (_observed(given), _usual(given)):
        told = f"where it is most frequent ({told})"
    return Subject(treatment, told, own, cell, years(given.weeks))


def where(given: Given, treatment: TreatmentValues) -> str:
    """A treatment within a sentence; of one scenario its pressure, where that is constant."""
    swept, told = given.tables.swept, given.tables.setting(treatment)
    if swept:
        named = any(isinstance(each, str) for each in treatment)
        return f"{'with' if named else 'at'} {told}"
    parameters = given.manifest["parameters"]
    if parameters.get("pressure.path") != "constant":
        return "in the scenario as it was set"
    return f"at {setting(LEVEL, float(parameters[LEVEL]))}"


def _without_bands(given: Given) -> TreatmentValues:
    tables = given.tables
    for wanted in (_observed(given), _usual(given)):
        if wanted in tables.treatments:
            return wanted
    entry = tables.summary[tables.summary["outcome"] == "entry"]
    best = entry.iloc[int(entry["probability"].to_numpy().argmax())]
    return tables.values(best)


def _observed(given: Given) -> TreatmentValues:
    """The observed pressure, where pressure alone was varied."""
    return (LEVELS["observed"],) if given.tables.swept == (LEVEL,) else ()


def _usual(given: Given) -> TreatmentValues:
    """The treatment in which nothing departs from what is usual."""
    parameters = given.manifest["parameters"]
    return tuple(parameters.get(path, USUAL) for path in given.tables.swept)


def _of_draws(given: Given) -> Subject:
    """P(entry) over all draws of the parameters."""
    draws = given.tables.draws
    row = draws[draws["event"] == "entry"].iloc[0]
    probability, worlds = float(row["probability"]), int(row["worlds"])
    own = Share(probability * worlds, worlds, probability, float(row["low"]), float(row["high"]))
    told = f"over {int(row['draws']):,} draws of the parameters"
    return Subject((), told, own, None, years(given.weeks))
