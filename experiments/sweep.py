"""Many scenarios on the same luck: python -m experiments.sweep experiment=NAME"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Sweep parameters: one treatment for every combination of values, all on the same luck.

  python -m experiments.sweep experiment=pressure_levels replications=10000
  python -m experiments.sweep 'sweep.pressure.level=[0,0.5,1]' 'sweep.army.morale=[0.3,0.5]'
  python -m experiments.sweep 'sweep.lukashenko.dependence=linspace(0,1,11)' pressure=high
  python -m experiments.sweep 'sweep.lukashenko=[baseline,cautious,loyalist]' pressure=high

  python -m experiments.sweep 'sweep.force=["", "never entry"]' pressure=severe
  python -m experiments.sweep design=sobol points=64 'sweep.army.morale=[0.2,0.7]'
  python -m experiments.sweep design=lhs points=40 sweep.lukashenko.dependence=declared
  python -m experiments.sweep design=my_points.csv
  python -m experiments.sweep experiment=pressure_levels reference=0.4 precision=0.005

A sweep given here replaces the experiment file's values for that key. Values are a list,
linspace(start,stop,count) or range(start,stop,step). Everything else is set as for
`python -m experiments.run`; bands=all is the default for up to six treatments, bands=luck the
quicker one. The same command again continues where it was stopped; with more
replications it adds worlds. Without any sweep it sweeps the named pressure levels."""

_ASKS = ("sweep.", "experiment=", "design=")


def main(arguments: list[str]) -> None:
    """Sweep, write the results, print the answer."""
    import mesa  # noqa: F401  first, for it takes long to import from deep inside other imports

    from experiments.trust.bands.answered import answer

    if not any(argument.startswith(_ASKS) for argument in arguments):
        arguments = [*arguments, "experiment=pressure_levels"]
    named = any(argument.startswith(("experiment=", "name=")) for argument in arguments)
    answer(arguments if named else ["name=sweep", *arguments])


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
