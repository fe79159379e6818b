"""The Belarusian public: nine in ten against joining the war, and afraid.

A citizen protests when anger outweighs fear: grievance, dislike of what has been conceded to
Moscow and is not forgotten, and the sight of others in the street, against the risk of arrest
[Epstein2002; Kuran1991]. The more protest, the smaller everyone's risk. Who would protest is not in
the street at once, nor at home again.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import mesa
import numpy as np
from numpy.typing import NDArray

from sim.allowed import ScenarioError
from sim.laws.time import acted, left
from sim.luck import Channel, Luck
from sim.machine.arithmetic import exp
from sim.machine.arrays import Floats
from sim.machine.compiled import ufunc_of_people
from sim.parameters import Checked, param
from sim.people.people import (
    Citizens,
    People,
    column,
    kernels,
    normals,
    single,
    singles,
    uniforms,
)
from sim.week import Week
from sim.world import World, share

if TYPE_CHECKING:
    from sim.scenario import Scenario

_ZERO, _ONE = np.float32(0), np.float32(1)
_LN_2 = 0.6931471805599453  # natural logarithm of 2


@dataclass(frozen=True)
class PublicIncentives(Checked):
    """What moves citizens."""

    # fmt: off
    citizens: int = param(1024,
        "citizens simulated in a world: a multiple of 64, up to the real 9.2 million",
        unit="people", low=64, high=9_200_000, source="PR-11", prior="fixed")
    # 3 to 11 % were found in favour, and some did not say
    opposed: float = param(0.90, "share against taking part in the war",
        low=0, high=1, source="S40; OP-02; OP-03; OP-04; OP-05; OP-08; OP-09; OP-10", later="OP-11",
        status="measured", prior=("uniform", 0.85, 0.97))
    # 3 to 6 % online, 11 % on the phone; cut to those who are not opposed
    in_favour: float = param(0.04, "share for taking part",
        low=0, high=1, source="S41; OP-02; OP-03; OP-04; OP-08", later="OP-06",
        prior=("uniform", 0.03, 0.11))
    grievance: float = param(0.37, "grievance against the regime, mean over citizens",
        low=0, high=1, source="OP-17; OP-18")
    grievance_spread: float = param(0.16, "differences in grievance, sd",
        low=0.01, high=0.5, source="assumption")
    threshold: float = param(0.75, "by how much anger must outweigh fear",
        low=0, high=2, source="assumption", prior="solved")
    hosting_offence: float = param(0.06, "offence that full Russian hosting gives",
        low=0, high=1, source="OP-14", later="OP-15")
    concession_offence: float = param(0.60, "offence that full entry gives",
        low=0, high=2, source="S40")
    quiet: float = param(0.15, "offence up to which a concession goes unnoticed",
        low=0, high=1, source="assumption", later="OP-15", prior=("logitnormal", 0.15, 1.0))
    forgets: float = param(0.15, "rate at which an offence is forgotten", unit="1/week",
        low=0, high=2, source="assumption")
    company: float = param(0.70, "courage from the sight of protest",
        low=0, high=3, source="Kuran1991")
    risk_weight: float = param(0.55, "what a sure arrest counts for the most cautious",
        low=0, high=2, source="Epstein2002")
    arrest_rate: float = param(2.3,
        "arrests per police and protester: P(arrest) = 1 - exp(-k police / protesters)", low=0,
        high=10, source="Epstein2002")
    crowd: float = param(10.0, "protesters in proportion to police when all protest",
        low=0.1, high=100, source="MIL-16; PR-02")
    bereavement: float = param(1.5, "grievance that losing the whole army would add",
        low=0, high=20, source="assumption")
    personal_spread: float = param(0.05, "a citizen's own luck in a week, sd",
        low=0.001, high=0.5, source="assumption")
    repression: float = param(0.80, "the security forces' grip at the start",
        low=0, high=1, source="PR-08; PR-12")
    protest: float = param(0.0, "share protesting at the start", low=0, high=1, source="PR-12")
    gathers: float = param(1.5, "rate at which the street fills with those who would protest, "
        "and empties of the others", unit="1/week", low=0, high=10, source="assumption")
    repression_return: float = param(0.05, "pull of repression to where it began", unit="1/week",
        low=0, high=1, source="assumption")
    repression_worn: float = param(0.08, "repression worn down by full protest", unit="1/week",
        low=0, high=1, source="assumption")
    shock: float = param(0.18, "what a stolen election takes from the threshold of protest",
        low=0, high=1, source="assumption")
    shock_half_life: float = param(8.0, "after how long half of a shock has passed", unit="weeks",
        low=0.1, high=520, source="assumption")
    shocks: tuple[float, ...] = param((), "shocks to grievance that arrive in each week, in units "
        "of shock; none after the last of the list", low=0, high=10, any_length=True,
        source="assumption")
    # fmt: on

    def check_together(self) -> None:
        """Raise ScenarioError where those for and those against are more than all."""
        of_all = np.atleast_1d(np.add(self.opposed, self.in_favour))
        most = int(of_all.argmax())
        if of_all[most] > 1:
            against, in_favour = (
                float(np.broadcast_to(each, of_all.shape)[most])
                for each in (self.opposed, self.in_favour)
            )
            mistake = ScenarioError(
                f"public.opposed = {against} and public.in_favour = {in_favour} "
                "add up to more than 1: "
                "they are shares of the same public"
            )
            mistake.point = most
            raise mistake

    def remembered(self, before: Floats, now: Floats, span: float) -> Floats:
        """The offence that is felt, shape (worlds,), where one was felt before and what is conceded
        now offends so much: a new one that goes unnoticed counts for nothing, an old one fades.
        """
        noticed = np.where(now > self.quiet, now, 0.0)
        felt: Floats = np.maximum(noticed, before * left(self.forgets, span))
        return felt


def gather_public(
    worlds: NDArray[np.uint64], luck: Luck, public: PublicIncentives
) -> tuple[Citizens, Floats]:
    """The citizens of each world, arrays of shape (worlds, citizens), and the share of them
    opposed, shape (worlds,).
    """
    draws = uniforms(worlds, public.citizens, Channel.CITIZEN_ATTITUDE, luck.key)
    dislike = _dislike(draws, public)
    grievance = normals(
        worlds,
        public.citizens,
        Channel.CITIZEN_GRIEVANCE,
        luck.key,
        public.grievance,
        public.grievance_spread,
    )
    risk_aversion = uniforms(worlds, public.citizens, Channel.CITIZEN_RISK_AVERSION, luck.key)
    opposed = np.count_nonzero(dislike > 0, axis=1) / public.citizens
    return Citizens(dislike, grievance, risk_aversion), opposed


def _dislike(draws: People, public: PublicIncentives) -> People:
    """Dislike of entering the war: even over (0, 1] among the opposed, over [-1, 0) among those for
    it, 0 for the rest.

    The draw ranks citizens, so that a change in the shares changes as few minds as it can.
    """
    opposed, in_favour = (np.maximum(each, 1e-6) for each in (public.opposed, public.in_favour))
    dislike: People = _by_draw(
        draws, column(-1 / opposed), column(-1 / in_favour), column(1 / in_favour - 1)
    )
    return dislike


@ufunc_of_people
def _by_draw(draw: Any, opposed_falls: Any, in_favour_falls: Any, in_favour_begins: Any) -> Any:
    against = np.maximum(draw * opposed_falls + _ONE, _ZERO)
    return against + np.minimum(draw * in_favour_falls + in_favour_begins, _ZERO)


def arrest(protest: Floats, repression: Floats, public: PublicIncentives) -> Floats:
    """Chance that a protester is arrested, shape (worlds,); sure when nobody else protests."""
    protesters = public.crowd * np.maximum(protest, 1 / public.citizens)
    arrested: Floats = 1 - exp(-public.arrest_rate * repression / protesters)
    return arrested


def conceded(world: World, public: PublicIncentives) -> Floats:
    """What the public sees conceded to Moscow, shape (worlds,)."""
    return public.hosting_offence * world.hosting + public.concession_offence * world.offence


def mourned(world: World, week: Week, scenario: Scenario) -> Floats:
    """The dead who are not forgotten, shape (worlds,): of the expedition, and of strikes at home
    while it lasts, which are felt as so many dead.
    """
    struck = scenario.theatre.retaliation * week.span * world.fought
    before = world.mourning * left(scenario.public.forgets, week.span)
    mourned: Floats = before + world.fallen + struck
    return mourned


def shocked(world: World, week: Week, public: PublicIncentives) -> Floats:
    """What shocks take from the threshold of protest, shape (worlds,), with the one that arrives as
    the week begins.
    """
    arrives = week.now == week.number and week.number < len(public.shocks)
    return world.shock + public.shock * public.shocks[week.number] if arrives else world.shock


class Public(mesa.Agent):
    """The agent: protests or stays at home, and repression answers."""

    def act(self, world: World, week: Week, scenario: Scenario) -> None:
        """Who would protest comes into the street; the grip of repression recovers and wears."""
        public, people = scenario.public, world.citizens
        fear = public.risk_weight * arrest(world.protest, world.repression, public)
        world.mourning = mourned(world, week, scenario)
        needed = public.threshold - public.company * world.protest - world.mobilisation
        world.shock = shocked(world, week, public)
        needed = needed - public.bereavement * world.mourning - world.shock
        count = kernels.count_protesters(
            people.grievance, people.dislike, people.risk_aversion, world.row, world.number,
            week.step, int(Channel.CITIZEN_SHOCK), week.luck.key,
            single(conceded(world, public)), single(fear), single(needed),
            singles(public.personal_spread, world.worlds),
        )  # fmt: skip
        acting = count / public.citizens
        world.protest = world.protest + acted(public.gathers, week.span) * (acting - world.protest)
        world.peak_protest = np.maximum(world.peak_protest, world.protest)
        recovers = public.repression_return * (public.repression - world.repression)
        wears = public.repression_worn * world.protest
        world.repression = share(world.repression + week.span * (recovers - wears))
        world.shock = world.shock * left(_LN_2 / public.shock_half_life, week.span)
