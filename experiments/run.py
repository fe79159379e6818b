"""One scenario: python -m experiments.run [parameter=value ...] [group=name ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Run one scenario and say how often Belarus enters the war.

  python -m experiments.run                                       December 2022, observed pressure
  python -m experiments.run pressure=high lukashenko=cautious     named variants
  python -m experiments.run army.morale=0.3 weeks=26              any parameter
  python -m experiments.run replications=100000 seed=2 workers=4  more worlds, other luck
  python -m experiments.run scenario=june_2026 output=my_results  another start, your own folder
  python -m experiments.run 'force=first ultimatum: lukashenko=refuse for 52 weeks'
  python -m experiments.run --multirun lukashenko=baseline,cautious  several, one after the other

bands=luck leaves out what parameters and rival models leave open (docs/estimators.md).
precision=0.005 goes on until the interval is that narrow; dry_run=true says what it would take.
docs/experiments.md explains all settings, what can be forced and given week by week;
docs/parameters.md lists the parameters, `python -m experiments` the variants and experiments."""


def main(arguments: list[str]) -> None:
    """Run one scenario, or several one after the other."""
    multirun = {"-m", "--multirun"} & set(arguments)
    import mesa  # noqa: F401  first, for it takes long to import from deep inside other imports

    from experiments.trust.bands.answered import answer

    if not multirun:
        return answer(arguments)
    from experiments.plan.compose import jobs

    for job in jobs([each for each in arguments if each not in multirun]):
        print(f"\n== {' '.join(job)}")
        answer(job)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
