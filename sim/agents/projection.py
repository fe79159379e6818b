"""What Lukashenko expects of a rung: would he still be in power at his horizon?

He runs the laws of the week forward in expectation, on the path "I stay on this rung", with Putin
answering by his own rule at the backing then left. On a path that is given in advance that rule
needs no forecast of Lukashenko's, so the two do not chase each other without end. What Putin stands
by betrays a private reason for it [Dubin1984], and it wears off.

Entry has three ends. If the order holds, the reward is paid at once and nothing more is asked, but
worn troops may not stay: then he has a defeat to live down. If it fails, he is back at the border
with an army that has shown itself, and a worse one. A part of those who fail him turn on him.
"""

from __future__ import annotations

from collections import namedtuple
from typing import TYPE_CHECKING, Any

import numpy as np

from sim.agents import moscow
from sim.agents.minsk import (
    LukashenkoIncentives,
    LukashenkoIncentivesNumbers,
    appeasement,
    earned,
    spent,
)
from sim.agents.moscow import Option, PutinIncentives, PutinIncentivesNumbers
from sim.agents.pictured import (
    Each,
    EveryOption,
    certain,
    chosen,
    each,
    every_option,
    expected,
    mixed,
    product,
    total,
    worth,
)
from sim.agents.soldiers import after_failure
from sim.by_world import columns_of, listed
from sim.laws.regime import RegimeNumbers, hazard, removal
from sim.laws.theatre import Theatre, presence
from sim.laws.time import acted
from sim.machine.arithmetic import exp, log, within
from sim.machine.arrays import Floats, of_each
from sim.machine.compiled import elementwise
from sim.machine.rules import rows_of, together, unfolding
from sim.people import coordination
from sim.world import ENTRY_RUNGS, Rung, World

if TYPE_CHECKING:
    from sim.scenario import Scenario

_SPANS = 6  # growing ones: of a year 3.5, 6.5, 8, 10, 11 and 12.5 weeks
_ENTRIES = list(ENTRY_RUNGS)
_PATHS = [*Rung, Rung.POSTURE]  # the rungs, and POSTURE after an order that failed
_FAILED = len(Rung)
_ULTIMATUM = float(Option.ULTIMATUM)
_SLOWEST = 1e-9  # rotation, 1/week

Path = namedtuple("Path", "appeases credit_needed offends strains spends below failed")
Span = namedtuple("Span", "weeks remembered stays stays_ultimatum returns rotates sends felt")
Seen = namedtuple(
    "Seen",
    "putin pressure believed fled credit backing spurned contingent resolve stake gap prospects "
    "entry_succeeds refusal collapse protest opposed capacity fights fielded",
)
Terms = namedtuple("Terms", "dependence full_contingent most_contingent precision")
Given = together(  # the parameters: Lukashenko's, Putin's, what holds a regime, and a few more
    "Given", __name__, mine=LukashenkoIncentivesNumbers, his=PutinIncentivesNumbers,
    options=EveryOption, weights=moscow.Appraised, power=RegimeNumbers, terms=Terms,
)  # fmt: skip
Stocks = namedtuple("Stocks", "backing credit spurned troops felt")
Kept = namedtuple("Kept", "compliance street revealed")  # what does not change on a path
Toll = namedtuple("Toll", "danger toll")  # the hazard of losing power then, and all of it so far
Now = namedtuple(  # all of them, after the chance that Putin then stands by each of his options
    "Now",
    "accommodate hold press ultimatum replace backing credit spurned troops felt compliance street "
    "revealed danger toll",
)


@elementwise
def near(now: Any, terms: Any) -> Any:
    """The Russian contingent then, as a part of one that makes the threat complete."""
    return presence(now.troops, terms.full_contingent)


@elementwise
def expelled(now: Any, given: Any) -> Any:
    """Weekly hazard of being removed if Moscow tries."""
    terms = given.terms
    return removal(now.backing, now.credit, near(now, terms), terms.dependence, given.power)


@elementwise
def danger(path: Any, world: Any, now: Any, given: Any) -> Any:
    """Weekly hazard of losing power; nobody removes a leader who has entered."""
    coup, uprising = hazard(
        now.backing, now.compliance, now.street, world.capacity, near(now, given.terms),
        given.terms.dependence, given.power,
    )  # fmt: skip
    return coup + uprising + path.below * now.replace * expelled(now, given)


@elementwise
def mood(world: Any, now: Any, private: Any, given: Any) -> Any:
    """Chance of each of Putin's options if he reconsiders then, with his private reasons."""
    options = given.options
    removed = 1 - exp(-expelled(now, given) / given.his.reconsiders)
    sees = moscow.Situation(
        resolve=world.resolve, stake=world.stake, gap=world.gap, presence=near(now, given.terms),
        pressure=now.felt, backing=now.backing, spurned=now.spurned,
        entry_succeeds=world.entry_succeeds, removal_succeeds=removed * world.prospects,
        refusal=world.refusal, collapse=world.collapse,
        standing=expected(now, each(demanded, options)),
    )  # fmt: skip
    utility = each(worth, options, sees, given.his, given.weights)
    return chosen(mixed(1.0, utility, private, certain(world.putin)), given.terms.precision)


@elementwise
def demanded(option: Any) -> Any:
    """What an option asks for."""
    return option.demands


@elementwise
def leant(option: Any) -> Any:
    """The pressure that an option adds."""
    return option.leans


@elementwise
def deployed(option: Any) -> Any:
    """The troops that an option sends."""
    return option.deploys


@elementwise
def earned_from(option: Any, appeased: Any, pressure: Any, mine: Any) -> Any:
    """Backing earned in a week under an option."""
    return earned(appeased, option.demands, pressure, mine)


@elementwise
def begin(path: Any, world: Any, given: Any) -> Any:
    """How a path begins, and what Putin's standing option betrays."""
    mine = given.mine
    losses = mine.losses * (1 - world.prospects)
    hurt = path.strains * (path.below * mine.strain + (1 - path.below) * losses)
    willing = path.failed * world.fled + (1 - path.failed) * world.believed
    comes_home = path.below * world.fights
    gained = (1 - path.below) * np.maximum(path.appeases - world.fielded, 0.0)
    rewarded = mine.restores * gained * (1 - world.backing)
    charged = comes_home * mine.withdrawal * (world.fielded - path.appeases)
    outraged = mine.outrage * path.offends * world.opposed
    now = _now(
        certain(world.putin + comes_home * (_ULTIMATUM - world.putin)),
        Stocks(
            backing=within(world.backing + rewarded - charged, 0.0, 1.0),
            credit=world.credit * (1 - path.failed * (1 - mine.credit_after_failure)),
            spurned=world.spurned,
            troops=world.contingent,
            felt=world.pressure,
        ),
        Kept(
            compliance=within(willing - hurt, 0.0, 1.0),
            street=within(world.protest + outraged, 0.0, 1.0),
            revealed=0.0,
        ),
        Toll(danger=0.0, toll=0.0),
    )
    likely = expected(now, mood(world, now, 0.0, given))
    betrayed = -np.float64(log(np.maximum(likely, 1e-9))) / given.terms.precision
    revealed = (1 - comes_home) * betrayed  # an ultimatum that comes back by itself betrays nothing
    kept = Kept(now.compliance, now.street, revealed)
    toll = Toll(danger(path, world, now, given), 0.0)
    return _now(now, now, kept, toll)


@elementwise
def end(now: Any) -> Any:
    """Chance of being in power where a path ends."""
    return exp(-now.toll)


@unfolding(Path, Seen, Span, Now, Given, begin, end)
def go_on(path: Any, world: Any, now: Any, span: Any, given: Any) -> Any:
    """What a span of weeks makes of a path."""
    mine, his, options, terms = given.mine, given.his, given.options, given.terms
    moves_to = mood(world, now, now.revealed * span.remembered, given)
    stands = _moved(now, moves_to, span)
    meanwhile = mixed(0.5, now, 0.5, stands)  # on average over the span
    asked = expected(meanwhile, each(demanded, options))

    appeased = appeasement(path, now.credit)
    earning = expected(meanwhile, each(earned_from, options, appeased, now.felt, mine))
    gain = path.below * (earning + his.accommodation * meanwhile.accommodate)
    returned = mine.backing + (now.backing - mine.backing) * span.returns
    spending = span.weeks * spent(path, asked, now.felt, now.credit, mine)
    worn = 1 - (1 - now.spurned) * exp(-his.learns * span.weeks * meanwhile.ultimatum)
    forgiven = exp(-his.forgives * span.weeks * (1 - meanwhile.ultimatum))
    sent = expected(meanwhile, each(deployed, options)) * span.sends
    troops = within(now.troops * span.rotates + sent, 0.0, terms.most_contingent)
    there = presence(troops, terms.full_contingent) - given.power.usual_presence
    leaning = world.resolve + expected(meanwhile, each(leant, options)) + his.presence * there
    state = Stocks(
        backing=within(returned + gain * (1 - span.returns) / mine.backing_return, 0.0, 1.0),
        credit=within(now.credit - spending, 0.0, 1.0),
        spurned=worn * forgiven,
        troops=troops,
        felt=now.felt + span.felt * (within(leaning, 0.0, 1.0) - now.felt),
    )
    then = danger(path, world, _now(stands, state, now, now), given)
    toll = Toll(then, now.toll + span.weeks * (now.danger + then) / 2)
    return _now(stands, state, now, toll)


@elementwise
def _moved(now: Any, moves_to: Any, span: Any) -> Any:
    """Chance that Putin stands by each option at the end of a span."""
    stays = Each(span.stays, span.stays, span.stays, span.stays_ultimatum, span.stays)
    kept = product(now, stays)
    return mixed(1.0, kept, 1 - total(kept), moves_to)


@elementwise
def _now(stands: Any, state: Any, kept: Any, toll: Any) -> Any:
    """One record of the parts."""
    return Now(
        stands.accommodate, stands.hold, stands.press, stands.ultimatum, stands.replace,
        state.backing, state.credit, state.spurned, state.troops, state.felt,
        kept.compliance, kept.street, kept.revealed, toll.danger, toll.toll,
    )  # fmt: skip


def survival(
    world: World, resolve: Any, pressure: Floats, believed: Floats, holds: Floats,
    scenario: Scenario,
) -> Floats:  # fmt: skip
    """Chance, as he sees it, of being in power at his horizon if he keeps to a rung, shape
    (rungs, worlds); `holds` is the chance that an order to each entry rung does.
    """
    mine, power = scenario.lukashenko, scenario.regime
    standing = project(world, resolve, pressure, believed, scenario)
    shaken = power.danger_of_defeat(world.defied, mine.horizon)
    standing = standing * exp(-shaken)
    failed, collapsed = (
        (1 - mine.turning) * exp(-power.danger_of_defeat(defeat, mine.horizon))
        for defeat in (power.shaken, power.shaken_collapse)
    )
    lasts = lasting(world, believed, mine)
    rungs: Floats = standing[:_FAILED]
    stood = rungs[_ENTRIES] * (lasts + (1 - lasts) * collapsed)
    rungs[_ENTRIES] = holds * stood + (1 - holds) * failed * standing[_FAILED]
    return rungs


def lasting(world: World, believed: Floats, mine: LukashenkoIncentives) -> Floats:
    """Chance, as he sees it, that troops who have gone would still go when they are worn, shape
    (entry rungs, worlds).
    """
    worn = believed - mine.wears * (1 - world.prospects)
    fresh = coordination.chance_order_holds(believed, world.needed, mine.uncertainty)
    still = coordination.chance_order_holds(worn, world.needed, mine.uncertainty)
    lasts: Floats = still / np.maximum(fresh, 1e-9)
    return lasts


def project(
    world: World, resolve: Any, pressure: Floats, believed: Floats, scenario: Scenario
) -> Floats:
    """The same without defeats to live down, and the path after an order that failed last, shape
    (paths, worlds).
    """
    his, mine = scenario.putin, scenario.lukashenko
    lost = moscow.gap(world.front, his)
    joins, refusal, collapse = world.hope
    seen = Seen(
        putin=world.putin, pressure=pressure, believed=believed,
        fled=after_failure(believed, world.needed[0], scenario.army), credit=world.credit,
        backing=world.backing, spurned=world.spurned, contingent=world.contingent,
        resolve=of_each(resolve, world.worlds), stake=moscow.stake(lost, his), gap=lost,
        prospects=world.prospects, entry_succeeds=joins * world.prospects, refusal=refusal,
        collapse=collapse, protest=world.protest, opposed=world.opposed, capacity=world.capacity,
        fights=(world.serving > 0).astype(float), fielded=mine.fielded(world),
    )  # fmt: skip
    standing: Floats = go_on(scenario.paths, seen, scenario.spans, scenario.given)
    return standing


def given(scenario: Scenario) -> Floats:
    """The parameters as the rules of a path take them, shape (numbers, 1 or worlds)."""
    his, mine, theatre = scenario.putin, scenario.lukashenko, scenario.theatre
    terms = Terms(
        dependence=mine.dependence, full_contingent=theatre.full_contingent,
        most_contingent=theatre.most_contingent,
        precision=scenario.choice.precision(his.rationality, his.leaning),
    )  # fmt: skip
    return rows_of(
        mine.numbers, his.numbers, every_option(his), *his.weights.values(),
        scenario.regime.numbers, *terms,
    )  # fmt: skip


def paths(incentives: LukashenkoIncentives) -> Floats:
    """What is fixed about each path, shape (columns, paths, 1 or worlds)."""
    below = np.array([rung not in ENTRY_RUNGS for rung in _PATHS], dtype=float)
    failed = np.arange(len(_PATHS)) == _FAILED
    ladder = {name: listed(getattr(incentives, name))[_PATHS] for name in Path._fields[:-2]}
    return columns_of(Path(**ladder, below=below, failed=failed))


def spans(mine: LukashenkoIncentives, his: PutinIncentives, theatre: Theatre) -> Floats:
    """What is fixed about each span, shape (columns, spans, 1 or worlds)."""
    shares = (np.arange(_SPANS + 1)[:, None] / _SPANS) ** 1.5
    edges = mine.horizon * shares
    weeks = np.diff(edges, axis=0)
    middle = edges[:-1] + weeks / 2
    # a contingent that is given from outside stays as it is, as far as he can see
    rotation = 0.0 if theatre.contingent_given else np.maximum(theatre.rotation, _SLOWEST)
    return columns_of(
        Span(
            weeks=weeks,
            remembered=exp(-middle / his.leaning_lasts),
            stays=exp(-his.reconsiders * weeks),
            stays_ultimatum=exp(-(his.reconsiders + his.impatience) * weeks),
            returns=exp(-mine.backing_return * weeks),
            rotates=exp(-rotation * weeks),
            sends=0 * weeks if theatre.contingent_given else acted(rotation, weeks) / rotation,
            felt=acted(his.felt_speed, weeks),
        )
    )
