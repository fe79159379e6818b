"""One world: its weeks as a story with reasons, and its people one by one."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np

from experiments.mistakes import UserError
from experiments.pages.app.tabs.asking import SHOWN, Answers, TabQuestion
from experiments.pages.app.tabs.people import Crowd, crowd
from experiments.why.tales.asked import asked, world_number
from experiments.why.tales.chronicle import ENTERED, Chronicle, Moment, lived
from experiments.why.tales.headline import headline
from experiments.why.tales.picks import picked
from experiments.why.tales.source import Source
from experiments.why.tales.telling import told
from experiments.words.colours import colour
from experiments.words.names import chooses, goes_on, named
from sim.machine.arrays import Floats
from sim.scenario import Scenario

AMONG = 1000  # worlds that are lived to pick one from
MOST_PEOPLE = 1024  # of each kind that are drawn
_STATE = ("pressure", "backing", "compliance", "protest", "contingent", "front")


async def answers(question: TabQuestion) -> Answers:
    """The world that is asked for, by number or by what there is to see in it; raises UserError."""
    pick = str(question.own.get("pick", ""))
    number = str(question.own.get("world", "0"))
    if pick and pick not in SHOWN:
        raise UserError(f"pick = {pick[:40]} is not one of {', '.join(SHOWN)}")
    wish = f"pick={pick}" if pick else f"world={world_number(number)}"
    moved = question.moved
    yield await question.desk.do(question.turn, story, moved.scenario, moved.seed, wish)


def story(scenario: Scenario, seed: int, wish: str) -> Mapping[str, Any]:
    """A world as the page shows it; raises UserError where none of the kind is found."""
    source = Source(
        name="this page", slug="page", scenario=scenario, seed=seed, first=0, lived=AMONG,
        stored=None, folder=Path(),
    )  # fmt: skip
    world, how = picked(asked([wish]), source)
    chronicle = lived(scenario, seed, world)
    people = crowd(scenario, seed, world)
    return {
        "done": True, "worlds": 1, "world": world, "how": how, "title": headline(chronicle),
        "paragraphs": [
            {"when": each.when,
             "lines": [{"text": line.text, "notes": list(line.notes)} for line in each.lines]}
            for each in told(chronicle, 0, chronicle.weeks)
        ],
        "weeks": _weeks(chronicle), "people": _packed(people),
        "table": {"name": f"world_{world}", "rows": [
            {"week": each.week, "putin": each.stands["putin"],
             "lukashenko": each.stands["lukashenko"],
             **{name: round(each.state[name], 6) for name in _STATE}}
            for each in chronicle.moments
        ]},
    }  # fmt: skip


def _weeks(chronicle: Chronicle) -> list[dict[str, Any]]:
    """A week each, the last of its moments where it has two."""
    moments = list({each.week: each for each in chronicle.moments}.values())
    return [_week(*pair) for pair in zip(moments, [None, *moments], strict=False)]


def _week(moment: Moment, before: Moment | None) -> dict[str, Any]:
    rung = moment.stands["lukashenko"]
    happens = [
        *(["an order that fails"] if moment.order and not moment.order.holds else []),
        *(["entry"] if moment.ending in ENTERED else []),
        *(["the expedition is home"] if moment.home else []),
        *(["his rule ends"] if moment.fall else []),
    ]
    return {
        "week": moment.week, "day": f"{moment.day.day} {moment.day:%B %Y}",
        "putin": f"Moscow {_does('putin', moment, before)}",
        "lukashenko": f"Minsk {_does('lukashenko', moment, before)}", "rung": named(rung),
        "colour": colour(rung), "happens": happens, "compliance": moment.state["compliance"],
        "needed": moment.needed, "protest": moment.state["protest"],
    }  # fmt: skip


def _does(who: str, moment: Moment, before: Moment | None) -> str:
    """What a leader turns to in a week, or goes on with."""
    option = moment.stands[who]
    return goes_on(option) if before is None or before.stands[who] == option else chooses(option)


def _packed(people: Crowd) -> dict[str, Any]:
    """The dots as bytes: of each soldier in 255ths how surely his group obeys, of each citizen
    whether he protests.
    """
    soldiers, citizens = people.obeying[:, :MOST_PEOPLE], people.angry[:, :MOST_PEOPLE]
    return {
        "soldiers": soldiers.shape[1], "citizens": citizens.shape[1],
        "obeying": _bytes(soldiers), "protesting": _bytes(citizens),
        "would": people.angry.mean(axis=1).round(5).tolist(),
    }  # fmt: skip


def _bytes(shares: Floats) -> str:
    return base64.b64encode(np.rint(255 * shares).astype(np.uint8).tobytes()).decode("ascii")
