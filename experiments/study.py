"""A study from beginning to end: live what is left to live, write the tables."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Event

from experiments.config import Study
from experiments.counts import Counts
from experiments.engine import conduct
from experiments.engines import engine
from experiments.executors import Executors
from experiments.failures import read_failures, write_failures
from experiments.faults import Interrupted, UserError, interrupts, this_command
from experiments.lock import locked
from experiments.manifest import manifest_of
from experiments.precision import first_targets, next_targets, widest
from experiments.progress import Progress
from experiments.relations import write_relations
from experiments.results import Results, open_folder, write_config, write_manifest
from experiments.shards import Damaged
from experiments.stock import Stock, counts_of, join_cells, take_stock
from experiments.tables import write_tables
from experiments.treatments import Treatment, chosen_treatment, treatments_of
from experiments.whole_files import clear_unfinished
from experiments.worker import Task


@dataclass(frozen=True)
class Findings:
    """What a study found."""

    study: Study
    results: Results
    treatments: Sequence[Treatment]
    counts: Sequence[Counts]  # without the weeks


def carry_out(study: Study) -> Findings:
    """Live the study's worlds and write its tables; what is already in its folder is
    not lived again.

    Raises UserError where the study cannot be or must stop, and Interrupted after Ctrl-C; all
    finished chunks are kept.
    """
    treatments = treatments_of(study)
    if study.reference is not None:
        chosen_treatment(treatments, study.reference)
    results = open_folder(study)
    with locked(results.folder), engine(study.engine) as executors, interrupts() as stop:
        campaign = _begin(study, results, treatments)
        try:
            while _one_block(campaign, executors, stop):
                pass
        except OSError as failure:
            raise _kept(campaign, failure) from None
        except (
            UserError
        ):  # too many failures, or a precision out of reach: what is finished is worth its tables
            _close(campaign)
            raise
        findings = _close(campaign)
    if stop.is_set():
        raise Interrupted(f"{_so_far(campaign)}; the same command continues: {this_command()}")
    if campaign.stock.failures:
        print(
            f"{len(campaign.stock.failures)} worlds failed and are in no table: "
            f"{results.folder / 'failures.csv'}",
            file=sys.stderr,
        )
    return findings


@dataclass
class _Campaign:
    """A study under way."""

    study: Study
    results: Results
    treatments: Sequence[Treatment]
    targets: dict[str, int]
    stock: Stock
    began: float

    @property
    def total(self) -> int:
        """Worlds that are to be lived here, failed ones included.

        Of a share of the work, only its own.
        """
        return (
            self.stock.total
            + len(self.stock.failures)
            + sum(task.chunk.worlds for task in _tasks(self))
        )


def _begin(study: Study, results: Results, treatments: Sequence[Treatment]) -> _Campaign:
    known = (results.folder / "manifest.json").is_file()
    before = (
        {each["key"]: each["worlds"] for each in results.manifest["treatments"]} if known else {}
    )
    targets = first_targets(study, treatments, before)
    failures = [] if study.engine.retry_failed else read_failures(results.folder)
    stock = take_stock(results.folder, treatments, targets, failures)
    campaign = _Campaign(study, results, treatments, targets, stock, time.monotonic())
    write_config(results, study)
    _record(campaign, complete=False)
    if stock.total:
        print(
            f"continuing in {results.folder}: {stock.total:,} worlds are there already",
            file=sys.stderr,
        )
    return campaign


def _one_block(campaign: _Campaign, executors: Executors, stop: Event) -> bool:
    """Live all that the targets lack, then raise them; tells whether there is more to do."""
    _live_what_is_left(campaign, executors, stop)
    if stop.is_set():
        return False
    try:
        join_cells(campaign.results.folder, campaign.stock, campaign.treatments)
    except Damaged as damage:
        print(f"damaged since it was written: {damage}", file=sys.stderr)
        campaign.stock = take_stock(
            campaign.results.folder, campaign.treatments, campaign.targets, campaign.stock.failures
        )
        return True
    targets = next_targets(campaign.study, campaign.treatments, campaign.targets, campaign.stock)
    if targets == campaign.targets:
        return False
    campaign.targets = targets
    _record(campaign, complete=False)
    return True


def _live_what_is_left(campaign: _Campaign, executors: Executors, stop: Event) -> None:
    stock, workers, total = campaign.stock, campaign.study.engine.workers, campaign.total
    if total == stock.total + len(stock.failures):
        return
    progress = Progress(total, stock.total, half_width=lambda: widest(stock, campaign.treatments))
    with closing(conduct(_tasks(campaign), executors, workers, stop)) as coming:
        for each in coming:
            stock.add(each)
            if each.failures:
                _note_failures(campaign)
            progress.advance(sum(chunk.worlds for chunk, _ in each.chunks), len(each.failures))
    progress.finish()


def _tasks(campaign: _Campaign) -> Iterator[Task]:
    """What is left to live, treatment by treatment.

    Of a share of the work, every so manieth cell.
    """
    number, of = campaign.study.shard or (1, 1)
    dealt = 0
    for treatment in campaign.treatments:
        for _, left in campaign.stock.left(treatment, campaign.targets[treatment.key]):
            dealt += 1
            if dealt % of == number % of:
                yield from (
                    Task(campaign.results.folder.resolve(), chunk, treatment) for chunk in left
                )


def _note_failures(campaign: _Campaign) -> None:
    """Record the worlds that failed; raises UserError when there are too many."""
    failures, folder = campaign.stock.failures, campaign.results.folder
    write_failures(folder, failures, campaign.treatments)
    if len(failures) > campaign.study.engine.max_failures:
        last = max(failures).error
        raise UserError(
            f"{len(failures)} worlds failed, more than max_failures = "
            f"{campaign.study.engine.max_failures}; the last: {last}; "
            f"all are in {folder / 'failures.csv'}, and finished worlds are kept"
        )


def _record(campaign: _Campaign, complete: bool) -> None:
    manifest = manifest_of(
        campaign.study, campaign.treatments, campaign.targets, campaign.stock, complete
    )
    write_manifest(
        campaign.results, manifest | {"wall_seconds": round(time.monotonic() - campaign.began, 2)}
    )


def _close(campaign: _Campaign) -> Findings:
    """Write the failures, the tables and the manifest, and clear away what lost
    workers left half-written.
    """
    study, results, stock = campaign.study, campaign.results, campaign.stock
    clear_unfinished(results.folder)
    write_failures(results.folder, stock.failures, campaign.treatments)
    counts = write_all(results.folder, campaign.treatments, stock)
    write_relations(results.folder, study, campaign.treatments, stock)
    complete = next(_tasks(campaign), None) is None
    _record(campaign, complete)
    return Findings(study, results, campaign.treatments, counts)


def write_all(folder: Path, treatments: Sequence[Treatment], stock: Stock) -> list[Counts]:
    """Write every table from the finished chunks.

    Gives the counts of each treatment without its weeks.
    """
    counted = (
        (each, counts_of(folder, stock.chunks.get(each.key, ()), each.scenario.weeks))
        for each in treatments
    )
    return write_tables(folder, counted)


def _so_far(campaign: _Campaign) -> str:
    return (
        f"{campaign.stock.total:,} of {campaign.total:,} worlds are kept in "
        f"{campaign.results.folder}"
    )


def _kept(campaign: _Campaign, failure: OSError) -> UserError:
    """What to say when the disk is full or fails."""
    full = failure.errno in (errno.ENOSPC, errno.EDQUOT)
    what = "the disk is full" if full else f"{failure.strerror or failure}"
    advice = "make room" if full else "see to it"
    return UserError(
        f"{what}: {_so_far(campaign)}; {advice}, and the same command continues: {this_command()}"
    )
