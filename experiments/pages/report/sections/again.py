"""How to make it again, to the bit."""

from __future__ import annotations

import shlex
from html import escape
from typing import TYPE_CHECKING

from experiments.pages.report.section import Listing, Section, prose
from sim.numbers import thousands

if TYPE_CHECKING:
    from experiments.pages.report.given import Given


def section(given: Given) -> Section:
    """The command, the seed, versions, commit and folder."""
    command = command_of(given)
    rows = list(_rows(given))
    columns = ("what", "which")
    raw = [dict(zip(columns, row, strict=True)) for row in rows]
    html = prose(
        "The same command on the same version gives the same numbers, bit for bit, whatever the "
        "number of processes or the machine."
    )
    html += f"<pre><code>{escape(command)}</code></pre>"
    return Section(
        "How to make it again", "again", html,
        tables=(Listing.of("made_from", "What it was made from", columns, rows, raw),),
        contents="Make it again",
    )  # fmt: skip


def command_of(given: Given) -> str:
    """The command line that made the folder."""
    door = "sweep" if given.tables.swept else "run"
    typed = given.manifest.get("typed", [])
    return shlex.join(["python", "-m", f"experiments.{door}", *map(str, typed)])


def _rows(given: Given) -> list[tuple[str, str]]:
    said = given.manifest
    worlds = given.tables.summary["worlds"]
    least, most = thousands(worlds.min()), thousands(worlds.max())
    versions = {name: each for name, each in (said.get("versions") or {}).items() if each}
    rows = [
        ("experiment", str(said["title"] or said["experiment"])),
        ("folder", given.folder.name),
        ("finished", "yes" if said["complete"] else "no: partial results"),
        ("seed", str(said["seed"])),
        ("worlds a treatment", least if least == most else f"{least} to {most}"),
        ("weeks", f"{given.weeks} from {said.get('start', '')}"),
        ("estimator, luck", f"{said['estimator']}, {said['luck']}"),
        ("state of the model", str(said["identity"].get("model", ""))),
        ("commit", str(said.get("commit") or "not known")),
        ("Python", str(said.get("python", ""))),
        *((name, str(each)) for name, each in versions.items()),
    ]
    if given.bands.cells:
        rows.append(("vectors, structures", f"{given.bands.vectors}, {given.bands.structures}"))
    if given.why_folder is not None:
        rows.append(("explanations", given.why_folder.name))
    return rows
