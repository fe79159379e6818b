"""A study from its worlds to its printed answer: carried out, given its bands, told.

What the study itself found is printed whatever becomes of the bands.
"""

from __future__ import annotations

from pathlib import Path

from experiments.engine.campaign import carry_out
from experiments.mistakes import Interrupted
from experiments.plan.compose import load
from experiments.plan.study import Study
from experiments.trust.account.shipped import check
from experiments.trust.bands.made import bands
from experiments.words.console import print_findings


def answer(arguments: list[str]) -> None:
    """Carry out the study that a command line describes, print what it found and draw it."""
    study = load(arguments)
    if study.dry_run:
        from experiments.engine.dry_run import dry_run

        print("\n".join(dry_run(study)))
        return
    folder = answered(study)
    if study.portion is None:
        from experiments.figures import draw

        draw(folder, study.figures)


def answered(study: Study) -> Path:
    """Carry out a study and print what it found; gives its folder.

    Raises UserError where the study cannot be, and Interrupted after Ctrl-C; where that comes while
    bands are made, what was found before is printed first.
    """
    check(study)
    findings = carry_out(study)
    try:
        unsure = bands(findings)
    except Interrupted:
        print_findings(findings)
        raise
    print_findings(findings, unsure)
    return findings.folder
