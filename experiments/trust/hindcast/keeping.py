"""The files of a hindcast: what every forecaster said on every day, one file each, whole or not
there, so that what was broken off goes on where it was.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from experiments.engine.lots import Lot, done
from experiments.mistakes import UserError
from experiments.store.whole_files import clear_unfinished, write_text
from experiments.trust.hindcast import forecasts, living
from experiments.trust.hindcast.asked import Hindcast
from experiments.trust.hindcast.forecasters import Forecaster, fingerprints
from experiments.trust.hindcast.windows import Run, span, week_of, weeks_given, within
from experiments.trust.table.episodes import Episode

DESCRIPTION, SAID = "asked.json", "said"

Said = Mapping[str, Any]  # of one run: windows and what the mixture is worth, contingent by day
Composing = Callable[[date, int, int, str], Episode]  # origin, weeks, citizens, series


def forecast_all(
    folder: Path,
    asked: Hindcast,
    some: Sequence[Forecaster],
    runs: Sequence[Run],
    days: Sequence[date],
    episode: Composing,
    workers: int,
) -> dict[tuple[str, date], Said]:
    """What each forecaster says in each run, by its name and the day; lives what the folder lacks,
    in the episodes that `episode` composes.

    Raises UserError where it holds another hindcast, Interrupted after Ctrl-C.
    """
    _begin(folder, asked, some)
    paths = {(each, run): _path(folder, run, each) for run in runs for each in some}
    longest_first = sorted(paths.items(), key=lambda item: -item[0][1].weeks)
    lots = [
        Lot(
            live_run,
            (path, asked, each, run, tuple(days), episode),
            each.vectors.many * asked.worlds,
        )
        for (each, run), path in longest_first
        if not path.is_file()
    ]
    if lots:
        done(lots, workers, "what is finished of the hindcast", kept=True)
    return {(each.name, run.origin): _read(path) for (each, run), path in paths.items()}


def live_run(
    path: Path,
    asked: Hindcast,
    forecaster: Forecaster,
    run: Run,
    days: Sequence[date],
    episode: Composing,
) -> None:
    """Live a run under a forecaster's vectors, and write what it says of every window and day."""
    where = episode(run.origin, run.weeks, asked.citizens, asked.series)
    weeks = living.lived(where, forecaster.vectors, asked.worlds, asked.seed)
    given = weeks_given(run.origin)
    said = {
        "windows": {window.key: forecasts.forecast(weeks, span(window)) for window in run.windows},
        "worth": {window.key: forecasts.worth(weeks, span(window)) for window in run.windows},
        "contingent": {
            str(day): forecasts.contingent(weeks, max(week_of(day), given))
            for day in days
            if any(within(day, window) for window in run.windows)
        },
    }
    write_text(path, json.dumps(said, indent=1) + "\n")


def _begin(folder: Path, asked: Hindcast, some: Sequence[Forecaster]) -> None:
    """Make the folder, or check that it holds this hindcast; raises UserError."""
    told = json.loads(json.dumps(asked.described(fingerprints(tuple(some)))))
    description = folder / DESCRIPTION
    if description.is_file():
        there = _read(description)
        if there != told:
            differ = ", ".join(name for name in told if there.get(name) != told[name])
            raise UserError(
                f"{folder} holds another hindcast ({differ} differ): name a new folder with "
                "output=DIR"
            )
    elif folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UserError(f"output = {folder} holds something else: name an empty or a new folder")
    (folder / SAID).mkdir(parents=True, exist_ok=True)
    clear_unfinished(folder)
    write_text(description, json.dumps(told, indent=2) + "\n")


def _path(folder: Path, run: Run, forecaster: Forecaster) -> Path:
    return folder / SAID / f"{run.origin}-{forecaster.key}.json"


def _read(path: Path) -> Said:
    """What a file says; raises UserError where it cannot be read."""
    try:
        said = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise UserError(
            f"{path} cannot be read: remove it, and the same command makes it anew"
        ) from None
    return said if isinstance(said, dict) else {}
