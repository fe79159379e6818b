"""A study from beginning to end: live what is left to live, write the tables."""

from __future__ import annotations

import errno
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from threading import Event

from experiments.command import interrupts, this_command
from experiments.engine.executors import Executors
from experiments.engine.places import place
from experiments.engine.pool import conduct
from experiments.engine.precision import at_first, raised, widest
from experiments.engine.progress import Progress
from experiments.engine.worker import Job
from experiments.findings.found import Findings
from experiments.findings.tables import write_tables
from experiments.mistakes import Damaged, Interrupted, UserError
from experiments.outlets import remark
from experiments.plan.study import Study
from experiments.plan.treatments import check_treatments, chosen
from experiments.store.description import manifest_of, write_config
from experiments.store.failures import NAME, read_failures, write_failures
from experiments.store.ledger import Ledger
from experiments.store.lock import locked
from experiments.store.manifest import write_manifest
from experiments.store.results import open_folder, worlds_before
from experiments.store.treatments_table import write_treatments
from experiments.store.units.units import Units
from experiments.store.whole_files import clear_unfinished
from sim.machine.compiled import to_be_compiled


def carry_out(study: Study) -> Findings:
    """Live the study's worlds and write its tables; what is in its folder is not lived again.

    Raises UserError where the study cannot be or must stop, and Interrupted after Ctrl-C; all
    finished chunks are kept.
    """
    check_treatments(study.treatments)  # what cannot be is said before any work
    if study.reference is not None:
        chosen(study.treatments, study.reference)
    folder = open_folder(study)
    with locked(folder), place(study.engine) as executors, interrupts() as stop:
        before = worlds_before(folder)
        units = at_first(study, before)
        _say_how_many(study, before, units)
        ledger = Ledger(folder, units, study.portion or (1, 1))
        return Campaign(study, ledger, executors, stop).carried_out()


def _say_how_many(study: Study, before: Mapping[str, int], units: Units) -> None:
    """Say where the worlds of the tables are fewer than are kept, or more than were asked for."""
    now = units.treatments.worlds
    each = now if isinstance(now, int) else min(now)
    most = max(before.values(), default=0)
    if most > each:
        remark(
            f"tables are of the first {each:,} worlds a treatment, where there were {most:,}: "
            f"replications = {study.replications:,} asks for fewer"
        )
    elif study.precision is not None and each > study.replications:
        remark(
            f"precision lives whole blocks: {each:,} worlds a treatment at first, not the "
            f"{study.replications:,} of replications"
        )


@dataclass
class Campaign:
    """A study under way."""

    study: Study
    ledger: Ledger
    executors: Executors
    stop: Event  # set by Ctrl-C
    began: float = field(default_factory=time.monotonic)

    def carried_out(self) -> Findings:
        """From what is there already to the tables."""
        self._begin()
        try:
            while self._one_block():
                pass
        except OSError as failure:
            raise self._kept(failure) from None
        except UserError:  # too many failures, or a precision out of reach: the rest is worth it
            self._close()
            raise
        findings = self._close()
        if self.stop.is_set():
            raise Interrupted(f"{self._so_far()}; the same command continues: {this_command()}")
        failed, where = len(self.ledger.failures), self.ledger.folder / NAME
        if failed and not self.ledger.lived:
            why = max(self.ledger.failures).error
            raise UserError(f"every world failed, the last of them so: {why}; all are in {where}")
        if failed:
            print(f"{failed} worlds failed and are in no table: {where}", file=sys.stderr)
        return findings

    def _begin(self) -> None:
        ledger = self.ledger
        if not self.study.engine.retry_failed:
            ledger.failures = set(read_failures(ledger.folder))
        ledger.take_stock()
        self._record(complete=False)  # first: without it a folder is nobody's
        write_config(ledger.folder, self.study)
        if ledger.lived:
            there = f"{ledger.lived:,} worlds are there already"
            remark(f"continuing in {ledger.folder}: {there}")

    def _one_block(self) -> bool:
        """Live all that is left, then ask whether that is enough; tells if there is more to do."""
        self._live_what_is_left()
        if self.stop.is_set():
            return False
        try:
            self.ledger.join()
        except Damaged as damage:
            print(f"damaged since it was written: {damage}", file=sys.stderr)
            self.ledger.take_stock()
            return True
        more = raised(self.study, self.ledger)
        if more:
            self._record(complete=False)
        return more

    def _live_what_is_left(self) -> None:
        ledger, workers = self.ledger, self.study.workers
        if ledger.complete:
            return
        progress = Progress(
            ledger.total,
            ledger.lived,
            half_width=lambda: widest(ledger),
            compiling=self.study.engine.kind == "local" and to_be_compiled(),
        )
        with closing(conduct(self._jobs(), self.executors, workers, self.stop)) as deliveries:
            for delivery in deliveries:
                ledger.add(delivery)
                if delivery.failures:
                    self._note_failures()
                progress.advance(delivery.worlds, len(delivery.failures))
        progress.finish()

    def _jobs(self) -> Iterator[Job]:
        folder = self.ledger.folder.resolve()
        return (Job(folder, unit.lives, chunk) for unit, chunk in self.ledger.left())

    def _note_failures(self) -> None:
        """Record the worlds that failed; raises UserError when there are too many."""
        failures, folder = self.ledger.failures, self.ledger.folder
        most = self.study.engine.max_failures
        write_failures(folder, failures, self.ledger.treatments)
        if len(failures) > most:
            raise UserError(
                f"{len(failures)} worlds failed, more than max_failures = {most}; the last: "
                f"{max(failures).error}; all are in {folder / NAME}, and finished worlds are kept"
            )

    def _record(self, complete: bool) -> None:
        seconds = round(time.monotonic() - self.began, 2)
        manifest = manifest_of(self.study, self.ledger, complete)
        write_manifest(self.ledger.folder, manifest | {"wall_seconds": seconds})
        write_treatments(self.ledger.folder, self.ledger.treatments)

    def _close(self) -> Findings:
        """Write failures, tables and manifest; clear away what lost workers left half-written."""
        study, ledger = self.study, self.ledger
        clear_unfinished(ledger.folder)
        write_failures(ledger.folder, ledger.failures, ledger.treatments)
        found, draws = write_tables(
            ledger, study.sweep.design, study.reference, getattr(study, "luck", "common")
        )
        self._record(ledger.complete)
        return Findings(study, ledger.folder, found, draws)

    def _so_far(self) -> str:
        ledger = self.ledger
        return f"{ledger.lived:,} of {ledger.total:,} worlds are kept in {ledger.folder}"

    def _kept(self, failure: OSError) -> UserError:
        """What to say when the disk is full or fails."""
        full = failure.errno in (errno.ENOSPC, errno.EDQUOT)
        what = "the disk is full" if full else f"{failure.strerror or failure}"
        advice = "make room" if full else "see to it"
        again = f"{advice}, and the same command continues: {this_command()}"
        return UserError(f"{what}: {self._so_far()}; {again}")
