"""One scenario: python -m experiments.run [parameter=value ...] [group=name ...]"""

from __future__ import annotations

import sys

import mesa  # noqa: F401  # first: it walks the stack while it is imported, which from deep inside other imports takes a quarter second

from experiments.config import load
from experiments.faults import run_command

HELP = """Run one scenario and say how often Belarus enters the war.

  python -m experiments.run                                       December 2022, observed pressure
  python -m experiments.run pressure=high lukashenko=cautious     named variants
  python -m experiments.run army.morale=0.3 weeks=26              any parameter
  python -m experiments.run replications=100000 seed=2 workers=4  more worlds, other luck
  python -m experiments.run scenario=june_2026 output=my_results  another start, your own folder
  python -m experiments.run --multirun lukashenko=baseline,cautious  several, one after the other

Settings: replications (worlds), seed, workers (processes), output (results folder), name and title
of the study; precision=0.005 goes on until the interval is that narrow; dry_run=true says what it
would take. docs/experiments.md explains all of them, docs/parameters.md lists the parameters.
`python -m experiments` lists the variants and the experiments."""


def main(arguments: list[str]) -> None:
    """Run one scenario, write its results, print the answer."""
    if {"-h", "--help"} & set(arguments):
        print(HELP)
        return
    if {"-m", "--multirun"} & set(arguments):
        from experiments.multirun import run_each

        run_each([argument for argument in arguments if argument not in ("-m", "--multirun")])
        return
    study_and_report(arguments)


def study_and_report(arguments: list[str]) -> None:
    """Carry out the study that a command line describes, draw it and print what it found."""
    study = load(arguments)
    if study.dry_run:
        from experiments.dry_run import dry_run

        for line in dry_run(study):
            print(line)
        return
    from experiments.study import carry_out

    findings = carry_out(study)
    if study.shard is not None:
        print(
            f"Share {study.shard[0]} of {study.shard[1]} is finished. When all are: python "
            f"-m experiments.merge {findings.results.shares}"
        )
        return
    from experiments.plot import draw
    from experiments.report import print_report

    print_report(findings)
    draw(findings.results.folder)


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))
