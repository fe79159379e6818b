"""python -m benchmarks [--quick]: measure side by side, print, and save
results/benchmarks/*.csv and docs/benchmarks.md.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator

from benchmarks import agreement, command, ensembles, rows, scaling, shares, starts, targets
from benchmarks.people_in_c import compiler
from benchmarks.tables import Table, put_into
from benchmarks.timing import ROOT, machine
from sim import Scenario


def main() -> None:
    """Measure everything; a quick run is for development and leaves the page alone."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "--quick", action="store_true", help="small and rough; docs/benchmarks.md stays as it is"
    )
    quick = parser.parse_args().quick
    about = f"{machine()}; {compiler() or 'no gcc'}"
    print(about, flush=True)
    measured: dict[str, Table] = {}
    for table in _measurements(quick, measured):
        measured[table.name] = table
        table.save(ROOT / "results" / "benchmarks")
        print(f"\n{table.markdown()}", flush=True)
    ensembles.write(list(ensembles.tables(quick)), quick)
    if not quick:
        order = [
            "side_by_side",
            "targets",
            *(name for name in measured if name not in ("side_by_side", "targets")),
        ]
        put_into(
            ROOT / "docs" / "benchmarks.md",
            "\n\n".join([f"Machine: {about}.", *(measured[name].markdown() for name in order)]),
        )


def _measurements(quick: bool, measured: dict[str, Table]) -> Iterator[Table]:
    yield rows.table(quick)
    yield shares.table(quick)
    yield from scaling.tables(quick)
    yield starts.table()
    yield command.table(quick)
    yield targets.table(measured, quick)
    yield _agreement(100 if quick else 1_000)


def _agreement(worlds: int) -> Table:
    scenario = Scenario().but(agreement.SMALL | {"pressure.level": 1.0})
    rows = [
        (each.quantity, each.ours, each.theirs, each.error, each.p_value)
        for each in agreement.compare(scenario, worlds)
    ]
    columns = ("quantity", "this model", "Mesa objects", "standard error", "p-value")
    return Table(
        "agreement",
        f"The same law twice: {worlds:,} worlds of Mesa objects at maximum pressure",
        columns,
        rows,
    )


if __name__ == "__main__":
    sys.exit(main())
