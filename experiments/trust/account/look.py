"""A calibration: live the table, fit the record, say what was learned, keep it in a folder."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import yaml

from experiments.figures.calibration import entry_by_knowledge, known_truths
from experiments.figures.drawing.canvas import save, style
from experiments.plan.vectors import SHIPPED
from experiments.store.csv_tables import write_csv
from experiments.store.whole_files import write_text
from experiments.trust.account import printed, rows, shipping, would_change
from experiments.trust.account.beliefs import Beliefs, check_borne, ratio
from experiments.trust.account.fitted import Fitted, fitted
from experiments.trust.account.wanted import Wanted
from experiments.trust.table import shards
from experiments.trust.table.building import Lived, built
from experiments.trust.table.composing import episodes
from experiments.trust.table.size import FULL
from experiments.words.paper import Paper


def look(wanted: Wanted) -> Iterator[str]:
    """Calibrate, print it and keep it; gives the lines that say where.

    Raises UserError for a folder that holds something else, or for beliefs that the table does not
    bear.
    """
    yield from told(wanted, *calibration(wanted))


def told(wanted: Wanted, found: Fitted, lived: Lived) -> Iterator[str]:
    """Print a calibration and keep it; gives the lines that say where."""
    paper = _print(found, lived, wanted.beliefs)
    _keep(wanted.kept, found, lived, wanted.beliefs)
    paper.keep(wanted.kept)
    if wanted.asked.points < FULL:
        yield f"\nTables and figures: {wanted.kept}/ (no vectors: too few points)"
        return
    folders = [wanted.kept / "vectors", *([SHIPPED] if wanted.ship else [])]
    made = shipping.calibrated(found, lived, wanted.workers)
    for folder in folders:
        shipping.write(folder, made, found, lived, table_digest(wanted))
    yield f"\nTables, figures and vectors: {wanted.kept}/"
    if wanted.ship:
        yield f"Shipped as parameters=calibrated: {SHIPPED.parent.name}/{SHIPPED.name}/"


def calibration(wanted: Wanted) -> tuple[Fitted, Lived]:
    """The table, after living what it still lacks, and what the record says of it.

    Raises UserError as `look` does.
    """
    size = wanted.asked
    lived = built(wanted.table, size, episodes(size.citizens), wanted.workers)
    found = fitted(lived, ratio(wanted.beliefs, lived))
    check_borne(wanted.beliefs, found)
    return found, lived


def table_digest(wanted: Wanted) -> str:
    """A few characters that stand for the files of a table."""
    told = hashlib.sha256()
    for shard in range(wanted.asked.shards):
        for path in shards.paths(wanted.table, shard):
            told.update(path.read_bytes())
    return told.hexdigest()[:16]


def _print(found: Fitted, lived: Lived, beliefs: Beliefs) -> Paper:
    paper = Paper()
    paper.head("What the record before 7 December 2022 says of the parameters")
    for line in (*beliefs.told(), *printed.about(found, lived)):
        paper.say(line)
    paper.say("")
    for part in (
        printed.of_failures(found),
        printed.of_targets(found),
        *printed.of_unknowns(found, lived),
        printed.of_resolve(found, lived),
        printed.of_shares(found, lived),
        printed.of_entry(found),
        printed.of_left_out(found),
        printed.of_checks(found),
    ):
        if isinstance(part, str):
            paper.say(part)
        else:
            paper.show(part)
    return paper


def _keep(folder: Path, found: Fitted, lived: Lived, beliefs: Beliefs) -> None:
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    for name, table in (
        ("prior", rows.of_prior(found, lived)),
        ("targets", rows.of_targets(found)),
        ("learned", rows.of_unknowns(found, lived)),
        ("entry", rows.of_entry(found)),
        ("left_out", rows.of_left_out(found)),
        ("owners", rows.of_owners(found, lived)),
        ("would_change", would_change.rows(found, lived)),
        ("diagnostics", rows.of_checks(found)),
        ("ranks", rows.of_ranks(found)),
    ):
        write_csv(folder / f"{name}.csv", table)
    said = {**lived.asked.described(), "beliefs": beliefs.texts}
    write_text(folder / "config.yaml", yaml.safe_dump(said, sort_keys=False))
    with style():
        save(entry_by_knowledge(list(rows.of_entry(found))), folder / "figures")
        save(known_truths(list(rows.of_ranks(found))), folder / "figures")
