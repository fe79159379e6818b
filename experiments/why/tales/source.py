"""Where worlds are picked from: a results folder, or a scenario that is lived now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import pandas as pd

from experiments.command import named_values
from experiments.engine.progress import Progress
from experiments.mistakes import Damaged, UserError
from experiments.plan.compose import load
from experiments.plan.values import written
from experiments.store.results import Results
from experiments.store.rows.written import worlds_table
from experiments.store.worlds import TreatmentWorlds
from experiments.why.tales.asked import EXAMPLE, OWN, Asked
from sim.laws.pressure import LEVELS
from sim.model import WarEntry
from sim.scenario import Scenario
from sim.simulation import batch_size, simulate

_LEVEL = "pressure.level"  # that may be asked for by its name
_MANY = 4000  # worlds whose living is worth a line on how far it is
_UNFOLLOWED = pd.DataFrame({"fell": [], "fate": [], "felt": []})
_RELIVED = 1000  # worlds that are lived again at most, where their rows do not say enough


@dataclass(frozen=True)
class Source:
    """Worlds of one scenario, under one seed."""

    name: str  # what a world is said to be of
    slug: str  # the same as a part of a file's name
    scenario: Scenario
    seed: int
    first: int  # the number of its world 0
    lived: int  # worlds to live, where none are stored
    stored: TreatmentWorlds | None
    folder: Path  # where what is made of it is kept

    def told(self, world: int) -> str:
        """Which world one is, in words."""
        return f"World {world} of {self.name}; seed {self.seed}"

    def lacks(self, world: int) -> str:
        """That a world is not among those of its folder, and lived all the same; else nothing."""
        if self.stored is None or self.stored.has(world):
            return ""
        many = f"{len(self.stored):,} worlds of this treatment"
        return f"It is none of the folder's {many}: it is lived now, on the same luck"

    @cached_property
    def rows(self) -> pd.DataFrame:
        """A row a world: those that are stored, or that are lived now; raises UserError."""
        if self.stored is None:
            return self.foreseen(self.lived)
        try:
            return self.stored.table()
        except Damaged as damage:
            repairs = "the command that made the folder repairs it"
            raise UserError(f"{damage}; {repairs}") from None

    def with_chances(self) -> pd.DataFrame:
        """The rows with the chance of every outcome beside each: the first thousand are lived again
        where endings were drawn.
        """
        rows: pd.DataFrame = self.rows
        if "chance_no_entry" in rows.columns or rows.empty:
            return rows
        again = self.foreseen(min(_RELIVED, int(rows["world"].max()) + 1))
        return again[again["world"].isin(rows["world"])]

    def foreseen(self, worlds: int) -> pd.DataFrame:
        """Worlds lived now, with endings foreseen."""
        progress = Progress(worlds) if worlds > _MANY else None
        parts: list[pd.DataFrame] = []
        size = 4 * batch_size(self.scenario)
        for first in range(0, worlds, size):
            some = min(size, worlds - first)
            found = simulate(
                self.scenario, some, self.seed, estimator="conditional",
                first_world=self.first + first,
            )  # fmt: skip
            numbers = np.arange(first, first + some)
            parts.append(worlds_table(found.histories, {}, numbers, foreseen=True).to_pandas())
            if progress is not None:
                progress.advance(some)
        if progress is not None:
            progress.finish()
        return pd.concat(parts, ignore_index=True)

    def followed(self, rows: pd.DataFrame) -> pd.DataFrame:
        """The first thousand of some rows, lived again beyond entry: with the week in which his
        rule ended, its fate, and the pressure that he felt when the outcome came.
        """
        rows = rows.head(_RELIVED)
        worlds = rows["world"].to_numpy(dtype=np.uint64) + np.uint64(self.first)
        parts: list[pd.DataFrame] = []
        for first in range(0, len(worlds), batch_size(self.scenario)):
            some = worlds[first : first + batch_size(self.scenario)]
            model = WarEntry(self.scenario, numbers=some, seed=self.seed, collect=False)
            felt = np.zeros(some.size)
            while model.running:
                model.step()
                lasts = ~model.world.beyond  # until the outcome came
                felt[model.world.row[lasts]] = model.world.pressure[lasts]
            found = model.histories
            parts.append(pd.DataFrame({"fell": found.fell, "fate": found.fate, "felt": felt}))
        again = pd.concat(parts, ignore_index=True) if parts else _UNFOLLOWED
        return rows.reset_index(drop=True).assign(
            fell=again["fell"], fate=again["fate"], felt=again["felt"]
        )

    def changes_of_rung(self, worlds: Sequence[int]) -> list[int]:
        """How often Lukashenko changes his rung in each of some worlds that reach the horizon."""
        numbers = np.array(worlds, dtype=np.uint64) + np.uint64(self.first)
        found: list[int] = []
        for first in range(0, len(numbers), batch_size(self.scenario)):
            some = numbers[first : first + batch_size(self.scenario)]
            model = WarEntry(self.scenario, numbers=some, seed=self.seed, collect=False)
            changes = np.zeros(some.size, dtype=np.int64)
            while model.running:
                before = model.world.lukashenko
                model.step()
                changes += model.world.lukashenko != before
            found += changes.tolist()
        return found


def source_of(asked: Asked) -> Source:
    """Where the worlds that are asked for come from; raises UserError."""
    return _of_scenario(asked) if asked.folder is None else _of_folder(asked, Path(asked.folder))


def _of_folder(asked: Asked, folder: Path) -> Source:
    results = Results(folder)
    wanted = {
        path: str(LEVELS.get(text, text)) if path == _LEVEL else text
        for path, text in named_values(asked.scenario, EXAMPLE).items()
    }
    treatment = results.chosen(wanted, OWN)
    where = written(treatment.values) or "one scenario"
    return Source(
        name=f"{results.manifest['experiment']}: {where}",
        slug=treatment.key,
        scenario=treatment.scenario,
        seed=treatment.seed,
        first=treatment.first_world,
        lived=0,
        stored=results.worlds_of(treatment),
        folder=folder / "figures" / "histories",
    )


def _of_scenario(asked: Asked) -> Source:
    study = load(asked.scenario)
    if len(study.treatments) != 1 or study.sweep.columns:
        raise UserError("a replay is of one scenario: leave out what is swept")
    treatment = study.treatments[0]
    return Source(
        name=" ".join(asked.scenario) or "December 2022, observed pressure",
        slug=treatment.key,
        scenario=treatment.scenario,
        seed=treatment.seed,
        first=0,
        lived=asked.worlds,
        stored=None,
        folder=Path("results") / "histories",
    )
