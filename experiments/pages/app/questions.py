"""Questions as they are sent, understood and checked before anything is lived."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from experiments.mistakes import UserError
from experiments.pages.app.living.desk import Desk, Ticket
from experiments.pages.app.living.kept import Kept
from experiments.pages.app.tabs.asking import Reading, TabQuestion
from experiments.pages.app.wish import Wish

MOST_TOKEN, LONGEST_NAME = 2**53, 64


async def understood(
    about: str, body: Mapping[str, Any], desk: Desk, kept: Kept, read: Reading
) -> TabQuestion:
    """The question in what was sent; raises UserError, and Overtaken where a newer one is known."""
    turn = _ticket(about, body)
    desk.begin(turn)

    def wishes() -> tuple[Wish, Wish | None]:
        desk.check(turn)
        moved, pinned = Wish.of(body.get("arguments")), body.get("pinned")
        return moved, None if pinned is None else Wish.of(pinned).on_luck_of(moved)

    moved, held = await read(wishes)
    own = body.get("own")
    return TabQuestion(moved, held, own if isinstance(own, dict) else {}, turn, desk, kept, read)


def _ticket(about: str, body: Mapping[str, Any]) -> Ticket:
    client, token = body.get("client"), body.get("token")
    if not isinstance(client, str) or not 0 < len(client) <= LONGEST_NAME:
        raise UserError(f"client is a name of at most {LONGEST_NAME} letters")
    if isinstance(token, bool) or not isinstance(token, int) or not 0 <= token < MOST_TOKEN:
        raise UserError(f"token is a whole number from 0 to {MOST_TOKEN - 1}")
    return Ticket(client, token, about)
