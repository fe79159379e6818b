"""The reference of parameters: every number of the model as Markdown, written from the code.

`python -m sim.reference` prints `docs/parameters.md`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import groupby
from typing import Any

from sim.evidence.known import founded, keys
from sim.parameters import ASSUMPTION, STATUSES, Row, table
from sim.scenario import Scenario

_HEADER = (
    "| parameter | default | unit | range | meaning | status | known | source |",
    "|---|---|---|---|---|---|---|---|",
)


def reference(scenario: Scenario | None = None) -> str:
    """Every parameter of a scenario as a Markdown document: one section a group, one table
    row a parameter.
    """
    scenario = scenario or Scenario()
    rows = list(table(scenario))
    sections = [
        _section(scenario, group, list(members)) for group, members in groupby(rows, key=group_of)
    ]
    return "\n\n".join([_lead(scenario, rows), *sections]) + "\n"


def group_of(row: Row) -> str:
    """The group that a parameter belongs to: an actor, the theatre and so on, or
    the scenario itself.
    """
    return row.path.partition(".")[0] if "." in row.path else "scenario"


def anchors(source: str) -> Iterator[tuple[str, str]]:
    """The keys of a source and the place in `sources.md` that explains each: ("OP-11", "op")."""
    for key in keys(source):
        yield key, anchor(key)


def anchor(key: str) -> str:
    """The place in `sources.md` that explains a key: a work by its own name, evidence by the table
    or part it is in.
    """
    if key.startswith("timeline"):
        return "timeline"
    if key[0] == "S" and key[1:].isdigit():
        return "claims"
    return key.partition("-")[0].lower()


def shown(value: Any) -> str:
    """A value as a table has it; a list without its brackets."""
    if isinstance(value, tuple):
        return ", ".join(shown(each) for each in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


def span(row: Row) -> str:
    """What values a parameter can have, as a table has it; nothing where any word will do."""
    if row.choices:
        return ", ".join(row.choices)
    if row.low is None or row.high is None:
        return ""
    each = "each " if isinstance(row.value, tuple) else ""
    return f"{each}{shown(row.low)} to {shown(row.high)}"


def _lead(scenario: Scenario, rows: list[Row]) -> str:
    assumed = sum(row.source == ASSUMPTION for row in rows)
    counts = Counter(row.status for row in rows)
    told = ", ".join(f"{counts[status]} {status}" for status in STATUSES)
    latest = max(day for row in rows if (day := founded(row.source)))
    return f"""# Parameters

Every number of the model: where it is set, what it is by default, what values it may take, what it
means, and where it comes from. Written by `make docs` from the code (`python -m sim.reference`);
change the code, not this page.

There are {len(rows)} parameters; {assumed} of them rest on nothing but an assumption, and say so.
A source beside the others most often fixes a sign and a rough size, not the digits.
By status: {told}.

Under "known" stands the day from which the whole of a source was known; for none it is later than
{latest}. What came to be known after {scenario.start}, and agrees, stands behind "later": nothing
rests on it. The keys in the last column and the words for status are explained in
[sources.md](sources.md), the equations in [model.md](model.md). What is believed of each parameter
before any record is used is printed by `python -m experiments.sources`.

To set one on the command line, give its name: `army.morale=0.3`. In Python:
`Scenario().but({{"army.morale": 0.3}})`. A value outside its range, or a name that does not exist,
is refused before any world is lived."""


def _section(scenario: Scenario, group: str, rows: list[Row]) -> str:
    record = scenario if group == "scenario" else getattr(scenario, group)
    lines = [_line(row) for row in rows]
    return "\n".join([f"## {group}", "", str(type(record).__doc__), "", *_HEADER, *lines])


def _line(row: Row) -> str:
    later = f"; later {_links(row.later)}" if row.later else ""
    cells = (
        f"`{row.path}`", shown(row.value), row.unit, span(row), row.meaning, row.status,
        str(founded(row.source) or ""), _links(row.source) + later,
    )  # fmt: skip
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _links(source: str) -> str:
    return "; ".join(f"[{key}](sources.md#{place})" for key, place in anchors(source))


if __name__ == "__main__":
    print(reference(), end="")
