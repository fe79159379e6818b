"""The page from beginning to end: calibrate, hindcast, sweep, write. What is there is kept."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from experiments.engine.campaign import carry_out
from experiments.findings.bands import Bands
from experiments.plan.compose import load
from experiments.plan.fingerprints import fingerprint
from experiments.plan.identity import model_version
from experiments.plan.vectors import ABOUT, CALIBRATED, SHIPPED, about, read, vectors
from experiments.store.whole_files import whole, write_text
from experiments.trust.account import look as calibrate
from experiments.trust.account.asking import asked
from experiments.trust.account.fitted import Fitted
from experiments.trust.account.shipping import HINDCAST
from experiments.trust.bands import shipped as structures
from experiments.trust.bands.made import bands
from experiments.trust.hindcast import look as hindcast
from experiments.trust.hindcast.asked import requested
from experiments.trust.hindcast.look import Fared
from experiments.trust.hindcast.told.verdict import in_the_large
from experiments.trust.table.building import Lived
from experiments.trust.table.size import targets_digest

DOCS = Path(__file__).resolve().parents[3] / "docs"
EVIDENCE = Path(__file__).resolve().parents[3] / "sim" / "evidence"
FIGURES = (
    "known_truths.png", "entry_by_knowledge.png", "hindcast_months.png",
    "hindcast_differences.png", "hindcast_contingent.png",
)  # fmt: skip
ORIGIN = "origin"  # the information set in which nothing after 7 December 2022 is known


@dataclass(frozen=True, eq=False)
class Sheet:
    """All that the page is written from."""

    found: Fitted
    lived: Lived
    fared: Fared
    bands: Bands
    first_day: date
    made_from: Mapping[str, str]  # what stands for targets, table, vectors, observed file
    folders: tuple[Path, ...]  # that hold the figures


def made(arguments: Sequence[str]) -> Sheet:
    """Make all that the page needs; what is done is printed."""
    wanted = asked([*arguments, "ship=true"])
    found, lived = calibrate.calibration(wanted)
    _say(calibrate.told(wanted, found, lived))
    read.cache_clear()  # they have just been made anew
    if structures.shipped() is None:
        print(structures.ship(wanted.workers))
    fares = hindcast.fared(requested([f"workers={wanted.workers}"]))
    _say(hindcast.said_of(fares))
    remember_hindcast(1 - in_the_large(fares.found.sayings, ORIGIN).none)
    study = load(["experiment=pressure_levels", f"workers={wanted.workers}"])
    unsure = bands(carry_out(study))
    return Sheet(
        found, lived, fares.found, unsure, study.base.first_day,
        made_from(calibrate.table_digest(wanted)), (wanted.folder, fares.folder),
    )  # fmt: skip


def write(sheet: Sheet, text: str) -> str:
    """Write the page, and its figures beside it; says where."""
    for folder in sheet.folders:
        for name in FIGURES:
            if (folder / "figures" / name).is_file():
                with whole(DOCS / "figures" / name) as unfinished:
                    shutil.copyfile(folder / "figures" / name, unfinished)
    write_text(DOCS / "validation.md", text)
    return "Written: docs/validation.md"


def _say(lines: Iterable[str]) -> None:
    for line in lines:
        print(line)


def made_from(table: str) -> Mapping[str, str]:
    """What stands for the record, the table, the vectors and what was observed."""
    return {
        "the model": model_version(),
        "targets (sim/evidence/targets.csv)": targets_digest(),
        "the table of the calibration": table,
        "the calibrated vectors": fingerprint(vectors(CALIBRATED)),
        **{f"sim/evidence/{name}.csv": _digest(name) for name in ("grid", "observed", "series")},
    }


def remember_hindcast(entry: float) -> None:
    """Write beside the vectors how likely the model called an entry in the months since."""
    said = {**about(SHIPPED), HINDCAST: float(f"{entry:.3g}")}
    write_text(SHIPPED / ABOUT, json.dumps(said, indent=2) + "\n")


def _digest(name: str) -> str:
    return hashlib.sha256((EVIDENCE / f"{name}.csv").read_bytes()).hexdigest()[:16]
