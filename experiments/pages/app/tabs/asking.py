"""What a tab is asked: what was moved, what it is held against, by whom, and where worlds are."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from experiments.pages.app.living.desk import Desk, Ticket
from experiments.pages.app.living.kept import Gathered, Kept

if TYPE_CHECKING:
    from experiments.pages.app.wish import Wish

Answers = AsyncIterator[Mapping[str, Any]]
# puts configurations together, one at a time and beside the answering
Reading = Callable[[Callable[[], Any]], Awaitable[Any]]

# kinds of world that a reader can jump to
SHOWN = ("entry", "failed_order", "closest_call", "refusal", "removed", "saved", "ruined", "quiet")


@dataclass(frozen=True)
class TabQuestion:
    """One question of one page."""

    moved: Wish
    pinned: Wish | None  # what it is held against, on the same luck
    own: Mapping[str, Any]  # of the tab
    turn: Ticket
    desk: Desk
    kept: Kept

    read: Reading

    @property
    def told(self) -> Gathered:
        """What is known of the scenario."""
        return self.kept.of(self.moved.scenario, self.moved.seed)

    @property
    def held(self) -> Gathered | None:
        """What is known of what it is held against."""
        return None if self.pinned is None else self.kept.of(self.pinned.scenario, self.pinned.seed)
