"""The live page: python -m experiments.app [port=8722] [name=value ...]"""

from __future__ import annotations

import sys

from experiments.command import run_command

HELP = """Open the live page: move a slider, and worlds answer while it moves.

  python -m experiments.app                                  at http://127.0.0.1:8722/
  python -m experiments.app port=0 open=true                 any free port, and open a browser
  python -m experiments.app pressure=high army.morale=0.35   what it shows, and holds against, first

It listens on this machine alone, sends nothing anywhere, and ends with Ctrl-C. A first answer comes
from 2,000 worlds, the last from 64,000; what is shown can be copied as a command that gives the
same number. docs/app.md explains the page.

  port=N   workers=N   seed=N   open=true"""


def main(arguments: list[str]) -> None:
    """Serve the page until Ctrl-C."""
    from experiments.pages.app.asked import check_installed, opening

    wanted = opening(arguments)
    check_installed()
    from experiments.pages.app.serving import serve
    from experiments.pages.app.web import opened

    serve(wanted, opened)


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
