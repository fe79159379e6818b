"""What should an analyst watch? python -m experiments.indicators [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What should an analyst watch, and what does what he has seen imply?

  python -m experiments.indicators                         observed pressure, signs by week 13
  python -m experiments.indicators pressure=severe week=4  another pressure, an earlier look
  python -m experiments.indicators observe=timeline        what the record told by June 2023
  python -m experiments.indicators observe=timeline until=2023-03-01
  python -m experiments.indicators 'observe=ultimatum by week 9; no losses at the front by week 9'

Worlds over the calibrated vectors are lived, and eight signs looked for that an outsider could
see: an ultimatum, units at the border, Russian troops, talk of refusals, and others. Printed: how
often each comes before entry and where none comes, how many weeks ahead, and by how much the odds
of entry in the next 26 weeks change once it has been seen by the week. With observe=, only worlds
that show what was seen are kept: P(entry) in the next 4, 13, 26 and 52 weeks, beside all worlds.
Said of a week: ultimatum, own units at the border, contingent above 12 thousand, backing withheld,
losses at the front, crowd in the street, refusals in the army; 'no' before it; in or by week N.
The folder holds tables and figures (docs/indicators.md).

  worlds=N   week=N   observe=...   until=DAY   parameters=...   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Watch worlds; print, save and draw what their signs say."""
    from experiments.why.indicators.asked import question
    from experiments.why.indicators.look import look

    for line in look(question(arguments)):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
