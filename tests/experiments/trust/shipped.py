"""Vectors in place of the shipped ones, few and known, and bands lived in this process."""

import csv
import json

import numpy as np

from experiments.plan import vectors
from experiments.plan.identity import model_version
from experiments.plan.vectors import as_table, read
from experiments.trust.bands import made, shipped
from experiments.why.points import structures
from sim.mixture import Vectors

MORALE = (0.3, 0.45, 0.6)
RIVALS = {
    "lukashenko": ["baseline", "survivor"],
    "putin": ["baseline", "bluffer"],
    "choice": ["quantal", "prospect"],
}
FEW = ("population=small", "weeks=20", "replications=40", "workers=1", "figures=none", "output=r")


def ship(folder, monkeypatch, morale=MORALE, **about):
    """Three vectors that differ in morale, demands and resolve."""
    monkeypatch.setattr(vectors, "SHIPPED", folder)
    monkeypatch.setattr(made, "SHIPPED", folder)
    monkeypatch.setattr(structures, "config_groups", lambda: RIVALS)
    for module in (made, shipped):
        monkeypatch.setattr(module, "done", at_once)
    folder.mkdir(exist_ok=True)
    some = Vectors(
        "calibrated",
        {
            "army.morale": np.array(morale),
            "putin.demands": np.tile([0.1, 0.2, 0.4, 1.0, 0.4], (3, 1)),
            "pressure.level": np.array([0.3, 0.5, 0.7]),
        },
    )
    names, rows = as_table(some)
    with (folder / "vectors.csv").open("w", newline="") as file:
        table = csv.writer(file)
        table.writerow(names)
        table.writerows(rows.tolist())
    said = {"model": model_version(), "vectors": 3, **about}
    (folder / "about.json").write_text(json.dumps(said))
    read.cache_clear()


def at_once(lots, workers, what):
    """What lots give, in this process."""
    return [lot.work(*lot.arguments) for lot in lots]
