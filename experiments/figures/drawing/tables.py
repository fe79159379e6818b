"""The tables of a results folder, and what belongs to which treatment in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import pandas as pd

from experiments.words.parameters import setting, value

MANY = 200  # treatments; of more no weeks are kept, and no few of them stand for the others
TreatmentValues = tuple[Any, ...]


class NotDrawn(Exception):
    """Why a figure is left out, as the rest of a sentence."""


@dataclass(frozen=True)
class Share:
    """An estimate as it stands in a table."""

    count: float
    worlds: int
    probability: float
    low: float
    high: float


@dataclass(frozen=True)
class Tables:
    """The saved tables of one experiment.

    A treatment is a tuple of values, one for each swept parameter.
    """

    title: str
    swept: tuple[str, ...]
    seed: int
    complete: bool
    summary: pd.DataFrame
    blocked: pd.DataFrame
    rungs: pd.DataFrame
    by_week: Mapping[str, pd.DataFrame]  # incidence and weekly; empty where no weeks were kept
    weeks: int
    start: str
    drawn: bool  # whether the treatments are draws of the parameters
    draws: pd.DataFrame  # P(event) over the draws; empty where there are none
    times: list[int] = field(default_factory=list)  # how often each treatment was drawn, in order
    bands: pd.DataFrame = field(default_factory=pd.DataFrame)  # empty where luck is told alone
    base: Mapping[str, Any] = field(default_factory=dict)  # the study's own values of parameters

    @property
    def incidence(self) -> pd.DataFrame:
        """How endings add up; raises NotDrawn where no weeks were kept."""
        return self._of_weeks("incidence")

    @property
    def weekly(self) -> pd.DataFrame:
        """States and choices by week; raises NotDrawn where no weeks were kept."""
        return self._of_weeks("weekly")

    def _of_weeks(self, name: str) -> pd.DataFrame:
        if name not in self.by_week:
            raise NotDrawn(f"of more than {MANY} treatments no week-by-week tables are kept")
        return self.by_week[name]

    @cached_property
    def treatments(self) -> list[TreatmentValues]:
        """Every treatment, in the order of its numbers, or of the table where it has none."""
        if not self.swept:
            return [()]
        rows = self.summary[list(self.swept)].drop_duplicates()
        if all(self.numeric(path) for path in self.swept):
            rows = rows.sort_values(list(self.swept))
        return list(rows.itertuples(index=False, name=None))

    def numeric(self, path: str) -> bool:
        """Whether a swept parameter is a number."""
        column = self.summary[path]
        return pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column)

    def of(self, table: pd.DataFrame, treatment: TreatmentValues) -> pd.DataFrame:
        """The rows of a table that belong to a treatment."""
        for path, each in zip(self.swept, treatment, strict=True):
            table = table[table[path] == each]
        return table

    def within(self, table: pd.DataFrame, treatments: list[TreatmentValues]) -> pd.DataFrame:
        """The rows of a table that belong to some treatments, treatment by treatment."""
        return pd.concat([self.of(table, treatment) for treatment in treatments], ignore_index=True)

    def label(self, treatment: TreatmentValues) -> str:
        """A treatment in plain words."""
        if len(self.swept) == 1:
            return value(self.swept[0], treatment[0])
        return self.setting(treatment)

    def setting(self, treatment: TreatmentValues) -> str:
        """A treatment with the names of what was varied: "army morale 0.3, no pressure (0)"."""
        return ", ".join(map(setting, self.swept, treatment))

    def values(self, row: pd.Series[Any]) -> TreatmentValues:
        """The treatment that a row belongs to."""
        return tuple(row[path] for path in self.swept)

    def at(self, treatment: TreatmentValues) -> str:
        """A treatment within a sentence: " at observed Kremlin pressure (0.4)".

        Nothing when one scenario was run.
        """
        if not self.swept:
            return ""
        numbers = all(map(self.numeric, self.swept))
        return f" {'at' if numbers else 'with'} {self.setting(treatment)}"


def shown(row: pd.Series[Any]) -> Share:
    """The estimate in a row of a table."""
    return Share(row["count"], row["worlds"], row["probability"], row["low"], row["high"])


def most(rows: pd.DataFrame) -> pd.Series[Any]:
    """The row of the highest probability."""
    return rows.iloc[int(rows["probability"].to_numpy().argmax())]


def by_kind(rows: pd.DataFrame, column: str) -> Iterator[tuple[str, pd.DataFrame]]:
    """The rows of each kind, in the order in which they come."""
    for kind in rows[column].unique():
        yield str(kind), rows[rows[column] == kind]
