"""The section in which a reader moves the assumptions: its words, controls, data and scripts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from experiments.findings.bands import LEVEL, LUCK, NONE, STRUCTURE, Bands
from experiments.pages.explored.chosen import Narrowable, chosen
from experiments.pages.explored.kept import read, write
from experiments.pages.explored.living import Explored, explored
from experiments.pages.explored.payload import packed
from experiments.pages.explored.scope import Scope
from experiments.plan.vectors import CALIBRATED, PRIOR
from experiments.words import colours

ANCHOR = "move"
TITLE = "Move the assumptions yourself"
SCRIPTS = (
    "gamma.js", "weighing.js", "reweighting.js", "telling.js", "drawing.js", "address.js",
    "controls.js", "moving.js",
)  # fmt: skip
_FOLDER = Path(__file__).parent / "page"
_POOLS = {CALIBRATED: "what the record allows", PRIOR: "before the record: the prior"}
_LEAD = (
    "Nothing is simulated anew here: {vectors} vectors of parameters were lived at every pressure, "
    "and are weighed anew as you narrow a range or tick what was seen. Few may be left that bear "
    "the answer; how many an answer rests on stands beside it, and below {least} there is "
    "none. What you assume is yours: P(entry | model, these assumptions)."
)
_QUANTILES = (1, 5, 10, 15, 19)  # of twenty parts: 5, 25, 50, 75, 95 %


@dataclass(frozen=True)
class MovingPart:
    """What a page needs to hold a part that its reader moves."""

    html: str
    styles: str
    scripts: Mapping[str, str]  # by the name under which the others import it; the last is started
    data: Mapping[str, Any]


def described(found: Explored) -> dict[str, Any]:
    """All that a page says of worlds that were lived, as JSON takes it."""
    parameters = chosen(found)
    return {"data": packed(found, parameters), "parameters": list(map(_told, parameters))}


def moving_part(said: Mapping[str, Any], bands: Bands = NONE) -> MovingPart:
    """The part from what was described, beside the bands of its study."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined  # only where pages are made

    environment = Environment(
        loader=FileSystemLoader(_FOLDER), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    data = {**said["data"], "bands": list(_beside(said["data"]["levels"], bands))}
    vectors = " and ".join(str(pool["vectors"]) for pool in data["pools"].values())
    html = environment.get_template("section.html.j2").render(
        anchor=ANCHOR,
        lead=_LEAD.format(vectors=vectors, least=data["least"]),
        levels=[each["name"] for each in data["levels"]],
        pools=[{**pool, "name": name, "words": _POOLS[name]}
               for name, pool in data["pools"].items()],
        moments=data["moments"],
        signs=data["signs"],
        parameters=said["parameters"],
        stops=data["stops"],
    )  # fmt: skip
    own = {name: value for name, value in vars(colours).items() if name.isupper()}
    styles = environment.get_template("explored.css").render(own)
    return MovingPart(html, styles, {name: _text(name) for name in SCRIPTS}, data)


def of_folder(folder: Path, manifest: Mapping[str, Any], bands: Bands, workers: int) -> MovingPart:
    """The part of a results folder's scenario: lived, which takes a while and says how far it is,
    and kept in the folder.

    Raises UserError where there is nothing to move, and Interrupted after Ctrl-C.
    """
    scope = Scope.kept(manifest)
    said = read(folder, scope)
    if said is None:
        said = described(explored(scope, workers))
        write(folder, scope, said)
    return moving_part(said, bands)


def _beside(
    levels: Sequence[Mapping[str, Any]], bands: Bands
) -> Iterator[dict[str, tuple[float, float]]]:
    """Luck and structure at every level, where the study has them for its one scenario."""
    cells = {
        each.values[LEVEL]: each for each in bands.cells
        if not each.learned and set(each.values) == {LEVEL}
    }  # fmt: skip
    for level in levels:
        cell = cells.get(level["number"])
        told = {kind: cell.of(kind) for kind in (LUCK, STRUCTURE)} if cell else {}
        yield {kind: (band.low, band.high) for kind, band in told.items() if band is not None}


def _told(each: Narrowable) -> dict[str, str]:
    """A parameter in the words of the template."""
    side = "more" if each.correlation > 0 else "less"
    founded = "" if each.source == each.status else f" ({each.status})"
    return {
        "name": each.name, "words": each.words, "meaning": each.meaning, "unit": each.unit,
        "prior": each.prior, "source": f"{each.source}{founded}",
        "quantiles": ", ".join(f"{each.stops[place]:.3g}" for place in _QUANTILES),
        "moves": f"Higher goes with {side} entry: rank correlation {each.correlation:+.2f}.",
    }  # fmt: skip


def _text(name: str) -> str:
    return (_FOLDER / name).read_text(encoding="utf-8")
