"""Tables of a study that is not finished, from the shards that are: to draw it while it runs, or
after it was killed.
"""

from __future__ import annotations

from pathlib import Path

from experiments.results import Results
from experiments.shards import Damaged, finished_chunks, prove
from experiments.stock import Stock
from experiments.study import write_all


def refresh_tables(folder: Path) -> int:
    """Write the tables of what is finished.

    Gives the number of worlds. Changes nothing else, and may be done while the study runs.
    """
    treatments = Results(folder).treatments()
    keys, stock = {each.key for each in treatments}, Stock()
    for chunk in finished_chunks(folder):
        if chunk.treatment in keys:
            try:
                prove(folder, chunk)
            except Damaged:
                continue  # the study itself lives it again
            stock.file(chunk)
    write_all(folder, treatments, stock)
    return stock.total
