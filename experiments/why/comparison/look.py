"""A comparison of results folders: reckon it, print it, keep it in a folder, draw it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd
import yaml

from experiments.command import named_values
from experiments.figures.comparison.forest import draw
from experiments.figures.drawing.canvas import save, style
from experiments.mistakes import UserError
from experiments.outlets import visible
from experiments.plan.identity import digest
from experiments.plan.settings import SETTINGS
from experiments.store.csv_tables import write_csv
from experiments.store.whole_files import write_text
from experiments.why import looks
from experiments.why.comparison.contrasts import contrasts, rows
from experiments.why.comparison.sides import ComparedFolder, sides_of
from experiments.why.comparison.told import printed
from experiments.why.comparison.unlike import differing

NAME = "comparison"


def look(arguments: Sequence[str]) -> Iterator[str]:
    """Compare the folders of a command line; gives the lines that say where it is kept.

    Raises UserError.
    """
    output = _output([each for each in arguments if "=" in each])
    sides = sides_of([each for each in arguments if "=" not in each])
    folder = looks.kept_in(output, NAME, digest([_key(side) for side in sides]))
    found = contrasts(sides)
    paper = printed(sides, found)
    table = list(rows(found))
    (folder / "figures").mkdir(parents=True, exist_ok=True)
    write_text(folder / "config.yaml", yaml.safe_dump(_about(sides), sort_keys=False))
    paper.keep(folder)
    write_csv(folder / f"{NAME}.csv", table)
    weeks = max(side.manifest["weeks"] for side in sides)
    names = {side.letter: side.heading for side in sides}
    with style():
        picture = draw(pd.DataFrame(table), list(found[0].values), weeks, names)
        save(picture, folder / "figures")
    where = visible(str(folder))
    yield f"\nTable and figure: {where}/{NAME}.csv, {where}/figures/{NAME}.png"


def _output(typed: Sequence[str]) -> str | None:
    """The folder that was named for the comparison; raises UserError."""
    own = named_values(typed, "output=results/NAME")
    for name in own:
        if name != "output":
            raise UserError(f"{name} is not for a comparison; allowed beside folders: output")
    checked: str | None = SETTINGS["output"].check("output", own.get("output"))
    return checked


def _key(side: ComparedFolder) -> list[object]:
    """What tells a folder from others, and from itself with other worlds."""
    said = side.manifest
    worlds = side.results.treatments.worlds
    return [said["config_hash"], said["treatments"], said["title"], worlds]


def _about(sides: Sequence[ComparedFolder]) -> dict[str, object]:
    """What was compared, and in what it differs."""
    compared = {
        side.letter: {
            "folder": str(side.results.folder),
            "title": side.title,
            "seed": side.manifest["seed"],
            "typed": side.manifest.get("typed", []),
        }
        for side in sides
    }
    letters = [side.letter for side in sides]
    differ = {
        path: dict(zip(letters, each, strict=True)) for path, each in differing(sides).items()
    }
    return {"compared": compared, "differ": differ}
