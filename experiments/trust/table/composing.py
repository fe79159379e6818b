"""The episodes as the configuration files have them."""

from __future__ import annotations

from functools import cache

from experiments.plan.compose import load
from experiments.trust.table.episodes import Episode, Episodes
from experiments.trust.table.levels import RESOLVE
from sim.laws.pressure import LEVELS
from sim.scenario import Scenario


@cache
def episodes(citizens: int) -> Episodes:
    """The episodes with so many citizens; the quiet year needs no more than usual."""
    return Episodes(
        year_2022=Episode.of(_composed("year_2022", citizens)),
        august_2020=Episode.of(_composed("august_2020", citizens, "pressure=low"), RESOLVE),
        quiet_year=Episode.of(Scenario().but({RESOLVE: LEVELS["none"]}), RESOLVE),
    )


def _composed(name: str, citizens: int, *also: str) -> Scenario:
    return load([f"scenario={name}", f"public.citizens={citizens}", *also]).base
