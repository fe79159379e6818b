"""Put the portions of a study together: python -m experiments.merge results/NAME.portion-*"""

from __future__ import annotations

import sys
from pathlib import Path

from experiments.command import named_values, run_command
from experiments.mistakes import UserError
from experiments.outlets import visible

HELP = """Put the portions of a study, lived with portion=1/16 and so on, together.

  python -m experiments.merge results/pressure_levels-1a2b3c4d.portion-*
  python -m experiments.merge parts/*.portion-* output=results/mine figures=all

Nothing may be missing and nothing double: portions, files and worlds are counted and every file is
checked against what was written. The portions stay as they are. The merged folder is like any
other: it can be drawn, replayed, compared and extended."""


def main(arguments: list[str]) -> None:
    """Merge the folders named and draw the result."""
    folders = [Path(argument) for argument in arguments if "=" not in argument]
    own = named_values([each for each in arguments if "=" in each], "output=results/mine")
    unknown = own.keys() - {"output", "figures"}
    if unknown:
        raise UserError(f"merge has no setting {min(unknown)}; allowed: output, figures")
    if not folders:
        how = "python -m experiments.merge results/NAME.portion-*"
        raise UserError(f"name the folders of the portions: {how}")
    from experiments.figures import draw
    from experiments.findings.tables import write_tables
    from experiments.plan.settings import SETTINGS
    from experiments.store.portions import gathered
    from experiments.store.results import Results, without_portion

    which = SETTINGS["figures"].check("figures", own.get("figures", SETTINGS["figures"].default))
    first = folders[0] if folders[0].name else folders[0].resolve()
    output = Path(own["output"]) if "output" in own else without_portion(first)
    manifest = Results(first).manifest
    with gathered(folders, output) as ledger:
        ledger.join()
        write_tables(ledger, manifest["design"], manifest["reference"], manifest["luck"])
    draw(output, which)
    told = f"{len(folders)} portions, {ledger.lived:,} worlds"
    print(visible(f"{told}, nothing missing and nothing double: {output}/"))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
