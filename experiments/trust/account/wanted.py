"""What a calibration is asked for."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from experiments.plan.identity import digest
from experiments.trust.account.beliefs import Beliefs
from experiments.trust.table.size import TableSize


@dataclass(frozen=True)
class Wanted:
    """What a calibration is asked for."""

    asked: TableSize
    workers: int
    output: str | None
    beliefs: Beliefs  # an analyst's own
    ship: bool

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return Path(self.output or f"results/calibration-{self.asked.key}")

    @property
    def kept(self) -> Path:
        """Where what was found is kept: of one's own beliefs apart."""
        texts = self.beliefs.texts
        return self.folder / f"beliefs-{digest(texts)}" if texts else self.folder

    @property
    def table(self) -> Path:
        """Where its table is."""
        return self.folder / "table"
