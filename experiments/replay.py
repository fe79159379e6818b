"""One world as a history with reasons: python -m experiments.replay results/NAME world=17"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import named_values, run_command
from experiments.mistakes import UserError
from experiments.outlets import visible

HELP = """Replay one world of a results folder, week by week, with the incentives that decided.

  python -m experiments.replay results/NAME world=17
  python -m experiments.replay results/NAME world=17 pressure.level=0.6  which treatment of a sweep
  python -m experiments.replay results/NAME outcome=full_entry           the first that ended so
  python -m experiments.replay results/NAME world=17 weeks=10-20         some weeks only

Beside each choice stands its probability and how each incentive spoke for it against the best
alternative."""


def main(arguments: list[str]) -> None:
    """Print the history of one world."""
    if not arguments:
        raise UserError("name a results folder: python -m experiments.replay results/NAME world=17")
    from experiments.plan.values import written
    from experiments.store.results import Results
    from experiments.why.story import story
    from experiments.why.which import choice_of

    results = Results(Path(arguments[0]))
    choice = choice_of(results, named_values(arguments[1:], "world=17"))
    treatment = choice.treatment
    where = written(treatment.values) or "one scenario"
    told = f"World {choice.world} of {results.manifest['experiment']}: {where}"
    print(visible(f"{told}; seed {treatment.seed}") + "\n")
    which = (treatment.first_world + choice.world, choice.first, choice.last)
    for line in story(treatment.scenario, treatment.seed, *which):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
