"""A results folder in a notebook: its answer shows itself, its tables are frames."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any

import pandas as pd

from experiments.mistakes import UserError
from experiments.words.paper import NAME


@dataclass(frozen=True)
class ResultsFolder:
    """What a command left behind."""

    path: Path

    @classmethod
    def of(cls, folder: Path | str) -> ResultsFolder:
        """A folder that a command left; raises UserError where it is none."""
        path = Path(folder)
        if not (path / "config.yaml").is_file():
            raise UserError(f"{path} is not a results folder: it has no config.yaml")
        return cls(path)

    @property
    def answer(self) -> str:
        """What the command printed, as Markdown; of an older folder that none was kept."""
        kept = self.path / NAME
        return kept.read_text(encoding="utf-8") if kept.is_file() else f"{self.path}: no {NAME}"

    @property
    def tables(self) -> tuple[str, ...]:
        """The names of its tables, for `frame`."""
        return tuple(sorted(path.stem for path in self.path.glob("*.csv")))

    @property
    def figures(self) -> tuple[Path, ...]:
        """Its figures, as PNG."""
        return tuple(sorted((self.path / "figures").glob("*.png")))

    def frame(self, name: str = "summary") -> pd.DataFrame:
        """One of its tables; raises UserError for a name that is none of them."""
        if name not in self.tables:
            raise UserError(
                f"{self.path} has no table {name}; there are {', '.join(self.tables) or 'none'}"
            )
        return pd.read_csv(self.path / f"{name}.csv")

    def charts(self) -> dict[str, list[Any]]:
        """The charts of its report page, as Altair charts by their name; needs the extra `pages`.

        Raises UserError for a folder that has no page.
        """
        report = "experiments.pages.report"  # loaded only where charts are drawn
        import_module(f"{report}.bundle").check_installed()
        from altair import Chart

        given = import_module(f"{report}.given").given(self.path, None, None)
        return {
            each.name: [Chart.from_dict(dict(panel.spec)) for panel in each.panels]
            for section in import_module(f"{report}.making").sections(given)
            for each in section.charts
        }

    def __repr__(self) -> str:
        return f"<ResultsFolder {self.path}: {', '.join(self.tables)}>"

    def _repr_markdown_(self) -> str:
        """How a notebook shows it."""
        return self.answer
