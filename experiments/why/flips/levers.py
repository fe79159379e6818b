"""Who can pull which lever: what each actor can move, and the way in which he would.

The way is the one that the actor's own aims point to, not the one that makes entry more or less
frequent: what that is, is found. Everything is a judgement, and stands here to be changed.
"""

from __future__ import annotations

from dataclasses import dataclass

UP, DOWN = 1, -1
TOGETHER = "together"  # all levers of an actor


@dataclass(frozen=True)
class Lever:
    """A parameter that an actor can move, and which way he would."""

    actor: str
    path: str
    way: int  # UP or DOWN
    step: float | None = None  # where no prior says how far it may move


MINSK, KYIV, WEST, MOSCOW, OPPOSITION = "Minsk", "Kyiv", "the West", "Moscow", "the opposition"
ACTORS = (MINSK, KYIV, WEST, MOSCOW, OPPOSITION)
LEVERS = (
    # pays, trains and watches its army; keeps its grip; seeks other friends and room to stall
    Lever(MINSK, "army.morale", UP),
    Lever(MINSK, "army.loyalty", UP),
    Lever(MINSK, "public.repression", UP),
    Lever(MINSK, "lukashenko.dependence", DOWN),
    Lever(MINSK, "lukashenko.credit", UP),
    # fortifies its north, pushes the front back
    Lever(KYIV, "theatre.border_defence", UP),
    Lever(KYIV, "theatre.border_work", UP),
    Lever(KYIV, "theatre.border_alarm", UP),
    Lever(KYIV, "theatre.front_mean", DOWN),
    # opens a door to Minsk, as far as it was open by June 2026; makes Moscow pay; helps the exiles
    Lever(WEST, "lukashenko.west", UP, step=0.15),
    Lever(WEST, "putin.cost", UP),
    Lever(WEST, "opposition.organising", UP),
    # presses harder, sends troops and keeps them there, asks for more, holds its backing back
    Lever(MOSCOW, "pressure.level", UP, step=0.1),
    Lever(MOSCOW, "theatre.contingent", UP),
    Lever(MOSCOW, "theatre.rotation", DOWN),
    Lever(MOSCOW, "theatre.hosting", UP),
    Lever(MOSCOW, "putin.demands", UP),
    Lever(MOSCOW, "lukashenko.backing", DOWN),
    Lever(MOSCOW, "lukashenko.displeasure", UP),
    # organises, agitates in the army, calls into the street, sabotages railways
    Lever(OPPOSITION, "opposition.capacity", UP),
    Lever(OPPOSITION, "army.agitation_effect", UP),
    Lever(OPPOSITION, "army.incitement", UP),
    Lever(OPPOSITION, "opposition.mobilising", UP),
    Lever(OPPOSITION, "opposition.sabotage", UP),
)
