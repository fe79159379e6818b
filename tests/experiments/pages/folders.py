"""Results folders with bands that were written by hand, so that a page has all that it can show."""

import shutil
from pathlib import Path

import numpy as np

from experiments.findings import by_vector
from experiments.findings.bands import LEARNED, LEVEL, Band, Bands, Unsure
from experiments.store.csv_tables import write_csv
from experiments.trust.bands import spread

VECTORS = 40


def cell(level, middle: float) -> Unsure:
    """A cell whose vectors differ much, around a mean."""
    share = np.random.default_rng([7, round(1000 * middle)]).beta(middle, 1 - middle, VECTORS)
    of_vectors = share[:, None]
    luck = Band("entry", "luck", middle / 2, middle / 3, middle, 300)
    rival = Band("entry", "structure", middle, middle / 4, min(2 * middle, 0.95), 80, VECTORS,
                 "lukashenko=sovereign", "lukashenko=survivor")  # fmt: skip
    mixed = (spread.mixture(of_vectors, "entry"), spread.parameters(of_vectors, "entry"))
    bands = (luck, *mixed, rival) if level != LEARNED else mixed
    return Unsure({LEVEL: level}, bands, tuple(share.tolist()))


def with_bands(levels: Path, folder: Path, middles: dict[float, float]) -> Path:
    """A copy of a sweep of pressure, with bands around some means."""
    shutil.copytree(levels, folder)
    cells = [cell(level, middle) for level, middle in middles.items()]
    cells.append(cell(LEARNED, 0.3))
    write_csv(folder / "bands.csv", Bands(cells).rows())
    write_csv(folder / by_vector.FILE, by_vector.rows(cells))
    (folder / "bands.json").write_text('{"vectors": 40, "structures": 33}')
    return folder


SENSITIVITY = """level,output,group,first,first_low,first_high,total,total_low,total_high
0.8,entry,all parameters,.7,.6,.8,.9,.85,.95
0.8,entry,army,.41,.35,.47,.55,.48,.62
0.8,entry,putin,.12,.08,.16,.2,.15,.25
0.8,entry,dummy,.001,-.01,.012,.002,-.01,.01
"""
TORNADO = """level,parameter,entry_at_10,entry_at_10_low,entry_at_10_high,entry_at_90,\
entry_at_90_low,entry_at_90_high,difference,difference_low,difference_high
0.8,army.morale,.4,.36,.44,.7,.66,.74,.3,.26,.34
0.8,putin.escalation,.5,.46,.54,.6,.56,.64,.1,.07,.13
"""
BOX = """what,coordinate,direction,unit,value,low,high
mean,,,,.82,.78,.86
limit,army.morale,above,,0.41,,
"""
LEVERS = """actor,parameter,lever,way,step,effect,effect_low,effect_high
Kyiv,theatre.border_defence,northern defences,up,1 sd,-.05,-.07,-.03
Minsk,army.morale,army morale,up,1 sd,.1,.05,.15
Minsk,together,all of these together,up,1 sd,.2,.15,.25
"""
INDICATORS = """says,definition,week,within,base,base_low,base_high,entry_if_seen,\
entry_if_seen_low,entry_if_seen_high,entry_if_not,entry_if_not_low,entry_if_not_high,ratio_seen,\
ratio_seen_low,ratio_seen_high,ratio_not,ratio_not_low,ratio_not_high
a crowd in the street,many protest,13,26,.09,.08,.11,.1,.07,.14,.09,.07,.1,1.1,.9,1.4,.9,.8,1.1
a standing ultimatum,Moscow waits,13,26,.09,.08,.11,.22,.18,.27,.07,.06,.09,2.8,2.3,3.4,.8,.7,.9
"""
TABLES = {
    "sensitivity": SENSITIVITY, "tornado": TORNADO, "box": BOX, "levers": LEVERS,
    "indicators": INDICATORS,
}  # fmt: skip


def why(folder: Path, *names: str) -> Path:
    """A folder of explanations."""
    folder.mkdir()
    for name in names or TABLES:
        (folder / f"{name}.csv").write_text(TABLES[name])
    return folder
