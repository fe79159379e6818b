"""P(entry) with its four ways to be unsure, one in the other: structure lightest, parameters
darker, the mixture as a line, luck as a line with its interval.
"""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
from matplotlib.axes import Axes

from experiments.figures.drawing import marks, nested
from experiments.figures.drawing.canvas import Picture, sheet
from experiments.figures.drawing.captions import caption, span
from experiments.figures.drawing.tables import Tables
from experiments.findings.bands import LEARNED, LEVEL, LUCK, MIXTURE, PARAMETERS, STRUCTURE
from experiments.words.company import company
from experiments.words.parameters import axis, setting, value
from sim.laws.pressure import LEVELS
from sim.numbers import end

_LOWEST = 1e-4  # where a logarithmic axis begins at the latest
_NOTE = (
    "Structure (orange): lowest and highest mean under rival models of leaders and choice. "
    "Parameters (blue band): 5 to 95 % of the vectors. Mixture (blue line): mean over the vectors, "
    "with its 95 % interval. Luck alone (black): at the study's own parameters, with its own "
    "interval; a triangle is an upper bound. None is part of another."
)


def curve(tables: Tables) -> Picture:
    """P(entry) along one number."""
    path = tables.swept[0]
    rows = _treatments(tables).astype({path: float}).sort_values(path, kind="stable")
    about = f"P(entry) within {span(tables)}; both panels show the same numbers"
    figure = sheet(finding(rows, tables), about, _caption(tables, rows), 11, 4.6)
    plain, log = figure.subplots(1, 2)
    for axes in (plain, log):
        for kind in (STRUCTURE, PARAMETERS, MIXTURE, LUCK):
            nested.along(axes, rows[rows["band"] == kind], path, kind)
        axes.margins(x=0.02)
        axes.set_xlabel(axis(path))
    _scales(plain, log, rows)
    plain.set_ylabel("P(entry), plain scale")
    log.set_ylabel("P(entry), each grid line ten times the one below")
    for axes in (plain, log):
        if path == LEVEL:
            marks.name_levels(axes)
        marks.end_labels(axes, nested.ends(rows, path, axes.get_ylim()[0]), gap=0.06)
    return Picture("entry", figure, rows)


def bars(tables: Tables) -> Picture:
    """P(entry) of one scenario, or of a few that are no numbers, a row each."""
    rows = tables.bands
    cells = list(dict.fromkeys(_cell(tables, row) for _, row in rows.iterrows()))
    of = [_cell(tables, row) for _, row in rows.iterrows()]
    about = f"P(entry) within {span(tables)}; both panels show the same numbers"
    text = _caption(tables, rows)
    title = finding(_treatments(tables), tables)
    figure = sheet(title, about, text, 11, 1.5 + 0.62 * len(cells))
    plain, log = figure.subplots(1, 2, sharey=True)
    for axes in (plain, log):
        for place, cell in enumerate(cells):
            mine = rows[[each == cell for each in of]]
            for kind in (STRUCTURE, PARAMETERS, MIXTURE, LUCK):
                nested.across(axes, mine[mine["band"] == kind], place, kind)
        axes.grid(axis="y", visible=False)
    _scales(plain, log, rows, across=True)
    plain.set_yticks(range(len(cells)), cells)
    plain.set_ylim(len(cells) - 0.4, -0.6)
    plain.set_xlabel("P(entry), plain scale")
    log.set_xlabel("P(entry), each grid line ten times the one before")
    log.legend(handles=nested.handles(rows), loc="upper left", bbox_to_anchor=(1.01, 1.03))
    return Picture("bands" if tables.swept else "entry", figure, rows)


def finding(rows: pd.DataFrame, tables: Tables) -> str:
    """What holds of the mixture, and what leaves more open than luck; true of all shown."""
    mixtures = rows[rows["band"] == MIXTURE].sort_values("probability", kind="stable")
    named = mixtures.iloc[[0, -1]] if len(mixtures) > 1 else mixtures
    seen = mixtures[mixtures[LEVEL].astype(float) == LEVELS["observed"]]
    if tables.swept == (LEVEL,) and len(seen) and seen.index[0] != named.index[-1]:
        named = pd.concat([seen, named.iloc[[-1]]])
    told = " and ".join(
        f"{end(row['probability'])}{_at(tables, row)}" for _, row in named.iterrows()
    )
    over = [kind for kind in (PARAMETERS, STRUCTURE) if _wider(rows, named[LEVEL], kind)]
    title = f"Over calibrated parameters P(entry) is {told}"
    if not over or tables.swept not in ((), (LEVEL,)):
        return title
    leave = "leaves" if over == [STRUCTURE] else "leave"
    there = "there " if tables.swept else ""
    return f"{title}; {there}{' and '.join(over)} {leave} more open than luck"


def _at(tables: Tables, row: pd.Series[Any]) -> str:
    told = ", ".join(setting(path, row[path]) for path in tables.swept)
    numbers = all(path == LEVEL or tables.numeric(path) for path in tables.swept)
    return f" {'at' if numbers else 'with'} {told}" if told else ""


def _wider(rows: pd.DataFrame, levels: pd.Series[Any], kind: str) -> bool:
    """Whether a band leaves more open than luck does, at some levels of pressure."""
    here = rows[rows[LEVEL].isin(levels)]
    width = {name: mine["high"] - mine["low"] for name, mine in here.groupby("band")}
    if kind not in width or LUCK not in width:
        return False
    return bool((width[kind].to_numpy() > width[LUCK].to_numpy()).all())


def _treatments(tables: Tables) -> pd.DataFrame:
    """The rows of treatments, without the pressure that is learned."""
    return tables.bands[tables.bands[LEVEL].astype(str) != LEARNED].reset_index(drop=True)


def _cell(tables: Tables, row: pd.Series[Any]) -> str:
    """The name of a row: the treatment, or the pressure where there is only one."""
    if str(row[LEVEL]) == LEARNED:
        return "as each vector\nhas learned"
    told = [value(path, row[path]) for path in tables.swept]
    return ", ".join(told) or f"pressure\n{value(LEVEL, float(row[LEVEL]))}"


def _scales(plain: Axes, log: Axes, rows: pd.DataFrame, across: bool = False) -> None:
    """Both axes of shares: along the bottom where rows go across."""
    top = min(1.02, 1.12 * float(rows["high"].max()))
    lowest = max(_LOWEST, marks.floor(rows.assign(count=1.0)))
    marks.shares(plain, log, top, lowest, across)


def _caption(tables: Tables, rows: pd.DataFrame) -> str:
    luck = rows[rows["band"] == LUCK]
    beside = company(date.fromisoformat(tables.start)) if tables.start else ""
    return caption(tables, luck, _NOTE, beside)
