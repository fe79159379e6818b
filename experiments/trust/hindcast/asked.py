"""What a hindcast is asked for: how many histories, which luck, where it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.command import named_values, read_whole, read_yes
from experiments.mistakes import UserError, nearest
from experiments.plan.identity import digest, model_version
from experiments.plan.series.reading import RECORD, read_series
from experiments.plan.settings import MAX_SEED, SETTINGS, cores
from experiments.trust.scores.windows import KINDS, of_kind

EXAMPLE = "worlds=2"
CITIZENS = 16_384  # so that a protest of one in ten thousand is not below the grain
FEWER = 1024  # in a quick look
QUICK_VECTORS, QUICK_MONTHS = 16, 2
_MOST = {"worlds": 1024, "workers": 1024, "seed": MAX_SEED}
_LEAST = {"worlds": 1, "workers": 1, "seed": 0}
_QUICK, _OUTPUT = "quick", "output"


@dataclass(frozen=True)
class Hindcast:
    """The size of a hindcast and its luck."""

    worlds: int = 2  # histories of each vector
    seed: int = 1
    quick: bool = False  # a few origins and vectors: how it goes, and no hindcast
    series: str = RECORD  # file of what was known when

    @property
    def citizens(self) -> int:
        """How many citizens a world has."""
        return FEWER if self.quick else CITIZENS

    def described(self, vectors: Mapping[str, str]) -> Mapping[str, Any]:
        """All that makes two hindcasts the same, given what stands for each one's vectors."""
        return {
            "worlds": self.worlds,
            "seed": self.seed,
            "quick": self.quick,
            "series": digest([vars(row) for row in read_series(self.series)]),
            "windows": digest([vars(window) for window in of_kind(*KINDS)]),
            "model": model_version(),
            "vectors": dict(vectors),
        }


@dataclass(frozen=True)
class Requested:
    """A hindcast, and how and where it is made."""

    asked: Hindcast
    workers: int
    output: str | None

    def folder(self, vectors: Mapping[str, str]) -> Path:
        """Where it is kept."""
        return Path(self.output or f"results/hindcast-{digest(self.asked.described(vectors))}")


def requested(arguments: Sequence[str]) -> Requested:
    """The hindcast that a command line describes; raises UserError."""
    named = named_values(arguments, EXAMPLE)
    known = [*_LEAST, _QUICK, _OUTPUT]
    for name in named:
        if name not in known:
            hint = nearest(name, known) or f"; allowed: {', '.join(known)}"
            raise UserError(f"{name} is not for a hindcast{hint}")
    quick = read_yes(_QUICK, named.get(_QUICK, "false"))
    usual = Hindcast(worlds=1 if quick else 2)
    asked = Hindcast(
        worlds=_whole("worlds", named, usual.worlds),
        seed=_whole("seed", named, usual.seed),
        quick=quick,
    )
    output = SETTINGS[_OUTPUT].check(_OUTPUT, named.get(_OUTPUT))
    return Requested(asked, _whole("workers", named, cores()), output)


def _whole(name: str, named: Mapping[str, str], usual: int) -> int:
    return read_whole(name, named.get(name, str(usual)), _LEAST[name], _MOST[name])
