"""A chronicle as a table, a row a step, and the figure that is drawn from it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from experiments.figures.drawing.canvas import save, style
from experiments.figures.history import draw
from experiments.mistakes import UserError
from experiments.outlets import visible
from experiments.why.tales.chronicle import Chronicle, Moment
from experiments.why.tales.headline import headline


def drawn(chronicle: Chronicle, about: str, folder: Path, name: str) -> Path:
    """Draw a chronicle into a folder, as PNG, SVG and CSV; gives the path of the PNG.

    Raises UserError where the folder is a link.
    """
    if folder.is_symlink() or folder.parent.is_symlink():
        raise UserError(f"{folder} is a link, and would be written through: remove it")
    folder.mkdir(parents=True, exist_ok=True)
    with style():
        picture = draw(table(chronicle), headline(chronicle), visible(about), name)
        return save(picture, folder)[0]


def table(chronicle: Chronicle) -> pd.DataFrame:
    """A row a step: what leaders stood by, who thought again, how things stood."""
    return pd.DataFrame([_row(each) for each in chronicle.moments])


def _row(moment: Moment) -> dict[str, object]:
    awake = {each.who for each in moment.thoughts}
    order = moment.order
    return {
        "week": moment.week + (moment.half or 0) / 2,
        "date": moment.day.isoformat(),
        **moment.stands,
        **{f"{who}_reconsiders": who in awake for who in moment.stands},
        **moment.state,
        "needed": moment.needed,
        "order": order.rung if order else "",
        "order_holds": order.holds if order else "",
        "home": moment.home.how if moment.home else "",
        "ending": moment.ending,
        "fall": moment.fall,
    }
