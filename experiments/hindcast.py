"""How the model would have fared since December 2022: python -m experiments.hindcast"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """What would the model have said since 7 December 2022, and was it any good?

  python -m experiments.hindcast                  some ten minutes; goes on if broken off
  python -m experiments.hindcast quick=true       two months: how it goes, and no hindcast
  python -m experiments.hindcast worlds=4         more histories of every calibrated vector

Worlds are lived from the invasion over the calibrated vectors (python -m experiments.calibrate),
given what was known on the day of each forecast and free from then on: every month, quarter and
crisis up to June 2026, forecast on the day before it begins, and all of them on 7 December 2022.
They are scored against the record as it was coded beforehand, beside rules of thumb that know only
what was over (docs/hindcast.md). Printed, a loss as a loss: whether the model beats frequency and
persistence; whether it gave what happened a chance; scores of all, differences and how sure they
are, and what such a record could decide. The folder holds tables, figures and hindcast.json.

  worlds=N   workers=N   seed=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Hindcast; print, save and draw how it went."""
    from experiments.trust.hindcast.asked import requested
    from experiments.trust.hindcast.look import look

    for line in look(requested(arguments)):
        print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
