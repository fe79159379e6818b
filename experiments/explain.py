"""Why so rarely, and what would make it likely? python -m experiments.explain [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Why so rarely at observed pressure, what would make entry likely, what to watch?

  python -m experiments.explain                        ten minutes; goes on if broken off
  python -m experiments.explain pressures=[high]       at another level of pressure
  python -m experiments.explain lukashenko=cautious    of a variant
  python -m experiments.explain parameters=prior       before the record is used
  python -m experiments.explain quick=true             small: how it goes, and no explanation

Asks run, sensitivity, counterfactual, discover, flip and indicators in turn, at the observed and
the severe level: what stands in the way; what drives P(entry); whose luck decides; what has
changed until June 2026; under what assumptions entry is likely; what would turn the answer; what
to watch. Each leaves its tables, figures and answer.md in a folder of its own, and why.md puts
their sentences on one page. `make why` also writes docs/why.md (page=true).

  pressures=[...]   parameters=...   seed=N   workers=N   output=DIR"""


def main(arguments: list[str]) -> None:
    """Ask all that explains the answer, and put it on one page."""
    from experiments.pages.explanation.asked import wished
    from experiments.pages.explanation.chain import carried_out
    from experiments.pages.explanation.page import write

    wish = wished(arguments)
    for lines in (carried_out(wish), write(wish)):
        for line in lines:
            print(line)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
