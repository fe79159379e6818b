"""The bands of a study: asked for, lived or read back, written beside its tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from experiments.engine.lots import done
from experiments.findings.bands import LUCK, OUTCOMES, Band, Bands, Unsure, share_said
from experiments.findings.found import Finding, Findings
from experiments.mistakes import UserError
from experiments.outlets import remark
from experiments.plan.fingerprints import fingerprint
from experiments.plan.identity import digest, model_version, parameters_of
from experiments.plan.settings import BANDS, KNOWN, cores
from experiments.plan.study import Study
from experiments.plan.vectors import SHIPPED, about
from experiments.trust.account.proving import check_shipped
from experiments.trust.bands import kept, living, spread, structures
from experiments.trust.bands.cells import Cell, cells
from experiments.trust.bands.shipped import shipped
from experiments.why.points.structures import Structure, own_names
from experiments.why.points.structures import structures as rival_structures
from sim.allowed import ScenarioError
from sim.machine.arrays import Floats

ALL, LUCK_ALONE = BANDS
MOST = 6  # treatments that have all bands unless asked
_FAILED = "bands could not be made, luck is told alone"


def bands(findings: Findings) -> Bands:
    """The bands of a study whose worlds are lived, or why there are none.

    Raises Interrupted after Ctrl-C.
    """
    study = findings.study
    why_not = _why_not(study)
    if why_not is None and len(findings.found) == len(study.treatments):
        try:
            return _made(findings)
        except (UserError, ScenarioError) as mistake:
            why_not = f"{_FAILED}: {mistake}"
        except OSError as failure:
            why_not = f"{_FAILED}: {failure.strerror or failure}"
    kept.clear(findings.folder)
    return Bands(why_not=why_not or "")


@dataclass(frozen=True)
class Unlived:
    """What is to be lived."""

    cells: Sequence[Cell]
    rivals: Sequence[Structure]  # beside the study's own structure
    ready: Sequence[Floats | None]  # structures that are shipped, cell by cell
    seed: int

    @property
    def made_from(self) -> str:
        """A few characters that stand for all that the bands rest on."""
        told = [
            (parameters_of(each.mixture.alone), fingerprint(each.mixture.vectors), each.learned)
            for each in self.cells
        ]
        ready = [None if each is None else each.tolist() for each in self.ready]
        rivals = [(each.label, sorted(each.sets.items())) for each in self.rivals]
        return digest([told, ready, rivals, self.seed, model_version()], 16)


def asked(study: Study) -> Unlived:
    """What a study's bands take; raises UserError where they cannot be made."""
    check_shipped()
    mine = cells(study)
    own = own_names(study)
    rivals = rival_structures(own)[1:]
    there = shipped()
    ready = [None if there is None else there.of(cell, rivals) for cell in mine]
    return Unlived(mine, rivals, ready, study.seed)


def _why_not(study: Study) -> str | None:
    """Why a study has luck alone; nothing to say where that was asked for."""
    if study.bands == LUCK_ALONE or study.portion is not None:
        return ""
    if study.parameters != KNOWN[0]:
        return ""
    if study.bands is None and len(study.treatments) > MOST:
        return f"Luck alone is told of more than {MOST} treatments; bands=all tells the rest."
    return None


def _made(findings: Findings) -> Bands:
    study = findings.study
    wanted = asked(study)
    found = kept.read(findings.folder, wanted.cells, wanted.made_from)
    here = study.workers if study.engine.kind == "local" else cores()
    found = found or list(_lived(wanted, here))
    luck = [_luck(each) for each in findings.found]
    whole = [
        replace(cell, bands=(*(luck[place] if place < len(luck) else ()), *cell.bands))
        for place, cell in enumerate(found)
    ]
    said = about(SHIPPED)
    made = Bands(
        whole,
        vectors=wanted.cells[0].mixture.vectors.many,
        structures=1 + len(wanted.rivals),
        assumed=share_said(said.get("assumed")),
        hindcast=share_said(said.get("hindcast")),
    )
    kept.write(findings.folder, made, wanted.made_from)
    return made


def _lived(wanted: Unlived, workers: int) -> Iterator[Unsure]:
    """Every cell lived; what is shipped is taken as it is."""
    first = living.lots(wanted.cells, wanted.seed)
    rival = [
        [] if ready is not None or cell.learned or not wanted.rivals
        else structures.lots(cell, wanted.rivals, wanted.seed)
        for cell, ready in zip(wanted.cells, wanted.ready, strict=True)
    ]  # fmt: skip
    work = [*first, *(lot for each in rival for lot in each)]
    remark(f"bands: {_told(wanted, bool(sum(map(len, rival))))}")
    parts = done(work, workers, "the bands")
    rest = iter(parts[len(first) :])
    chances = living.put_together(parts[: len(first)])
    for place, cell in enumerate(wanted.cells):
        mine = [next(rest) for _ in rival[place]]
        under = np.concatenate(mine) if mine else wanted.ready[place]
        every = tuple(_bands(cell, chances[place], wanted.rivals, under))
        of_vectors = spread.freed_of_luck(chances[place][0])
        yield Unsure(cell.values, every, tuple(of_vectors.tolist()))


def _bands(
    cell: Cell, chances: Floats, rivals: Sequence[Structure], under: Floats | None
) -> Iterator[Band]:
    mixtures: dict[str, float] = {}
    for name, each in zip(OUTCOMES, chances, strict=True):
        mean = spread.mixture(each, name)
        mixtures[name] = mean.probability
        yield from (mean, spread.parameters(each, name))
    if under is not None:
        yield from structures.bands(mixtures, rivals, under, cell.mixture.vectors.many)


def _luck(found: Finding) -> tuple[Band, ...]:
    """What luck leaves open under one treatment, outcome by outcome."""
    rates = {**found.outcomes, "fall": found.fall}
    return tuple(
        Band(name, LUCK, each.probability, each.low, each.high, each.worlds)
        for name, each in ((name, rates[name]) for name in OUTCOMES)
    )


def _told(wanted: Unlived, rivals: bool) -> str:
    many = wanted.cells[0].mixture.vectors.many
    beside = f", and {len(wanted.rivals)} rival structures" if rivals else ""
    return f"{len(wanted.cells)} cells over {many} vectors in {living.WORLDS} worlds each{beside}"
