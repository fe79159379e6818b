"""Compare two results folders world by world: python -m experiments.compare results/A results/B"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from experiments.faults import UserError, run_command

HELP = """Compare two results folders on their common luck: what changes in B against A.

  python -m experiments.compare results/A results/B       treatments of the same swept values
  python -m experiments.compare results/A results/B > effect.txt

For each: the paired difference of P(event) in percentage points with its 95 % interval, how many
worlds were turned each way, and how many times more worlds independent luck would have needed. Both
folders need the same seed. Within one sweep, set reference=VALUE (or reference=[VALUE,VALUE] in the
order of the swept parameters) and read differences.csv."""


def main(arguments: list[str]) -> None:
    """Print the paired differences between two folders."""
    if {"-h", "--help"} & set(arguments) or not arguments:
        print(HELP)
        return
    if len(arguments) != 2:
        raise UserError(
            "name two results folders: python -m experiments.compare results/A results/B"
        )
    for line in compared(Path(arguments[0]), Path(arguments[1])):
        print(line)


def compared(reference: Path, treated: Path) -> list[str]:
    """What changes in `treated` against `reference`, in lines.

    Raises UserError where they have no luck or no treatment in common.
    """
    from experiments.differences import difference_rows, lines
    from experiments.pairs import Kept
    from experiments.results import Results
    from experiments.shards import Damaged, finished_chunks
    from experiments.treatments import Treatment

    folders = (Results(reference), Results(treated))
    manifests = [results.manifest for results in folders]
    if manifests[0]["seed"] != manifests[1]["seed"]:
        raise UserError(
            f"{reference} has seed {manifests[0]['seed']}, {treated} "
            f"{manifests[1]['seed']}: they share no luck"
        )
    told = [f"{treated} against {reference}: paired differences on common luck, 95 % intervals"]
    told += [
        f"  {path}: {one} there, {other} here"
        for path, one, other in _changes(*(each["parameters"] for each in manifests))
    ]

    def kept(results: Results, treatment: Treatment) -> Kept:
        return Kept(
            results.folder,
            [
                chunk
                for chunk in finished_chunks(results.folder)
                if chunk.treatment == treatment.key
            ],
        )

    pairs = _matched(*(results.treatments() for results in folders))
    if not pairs:
        raise UserError(f"{reference} and {treated} have no treatment with the same swept values")
    for one, other in pairs:
        try:
            rows = list(difference_rows(kept(folders[1], other), kept(folders[0], one)))
        except Damaged as damage:
            raise UserError(f"{damage}; the command that made the folder repairs it") from None
        told += [
            "",
            other.label,
            *(lines(rows, "") if rows else ["  no world is finished in both"]),
        ]
    return told


def _matched(ones: Sequence[object], others: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
    """Treatments with the same swept values; two single scenarios always match."""
    if len(ones) == len(others) == 1:
        return [(ones[0], others[0])]
    by_values = {_name(one): one for one in ones}
    return [(by_values[_name(other)], other) for other in others if _name(other) in by_values]


def _name(treatment: object) -> str:
    values = treatment.values  # type: ignore[attr-defined]
    return str(
        sorted(
            (path, float(value) if isinstance(value, (int, float)) else str(value))
            for path, value in values.items()
        )
    )


def _changes(
    ones: dict[str, object], others: dict[str, object]
) -> list[tuple[str, object, object]]:
    return [(path, one, others.get(path)) for path, one in ones.items() if one != others.get(path)]


if __name__ == "__main__":
    sys.exit(run_command(main, sys.argv[1:]))
