"""What is due to whom, in a paragraph and in a table."""

from __future__ import annotations

from collections.abc import Iterator

from rich import box
from rich.table import Table

from experiments.plan.settings import KNOWN
from experiments.why.attribution.readings import Attribution
from experiments.words.why.counterfactual import GROUPS, clear, points
from sim.numbers import listed, ranged, rare


def paragraph(one: str, other: str, found: Attribution, parameters: str) -> Iterator[str]:
    """The sentences: the difference, whose it is, how far groups work together, what is left
    out.
    """
    moves = "" if clear(found.difference) else " (not clearly a difference)"
    yield (
        f"From {one} to {other}, P(entry | model, assumptions) goes from {ranged(found.before)} to "
        f"{ranged(found.after)}: {points(found.difference)} on the same worlds{moves}."
    )
    sure = [each for each in found.due if clear(each.part)]
    if sure:
        named = [f"{points(each.part)} are due to {GROUPS[each.group]}" for each in sure]
        yield f"Of these, {listed(named)}."
    unsure = [GROUPS[each.group] for each in found.due if not clear(each.part)]
    if unsure:
        yield f"No part is clearly due to {listed(unsure)}."
    together = [each for each in found.due if len(found.due) > 1 and clear(each.depends)]
    if together:
        most = max(together, key=lambda each: abs(each.depends.probability))
        yield (
            f"How much a group does depends on the others: {GROUPS[most.group]} does "
            f"{points(most.alone)} alone and {points(most.last)} as the last to be changed."
        )
    if rare(found.before) or rare(found.after):
        yield "P(entry) rests on few worlds at an end: intervals of parts may be too narrow there."
    yield _bands(found, parameters)


def table(found: Attribution) -> Table:
    """A row a group: its part, what it does alone, and as the last."""
    how = f", from {found.orders} drawn orders" if found.orders else ""
    made = Table(
        title=f"What of the difference is due to whom, in points of P(entry){how}",
        title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False,
    )  # fmt: skip
    made.add_column("what differs", no_wrap=True)
    for column in ("part (Shapley value)", "alone", "as the last"):
        made.add_column(column, justify="right")
    for each in found.due:
        made.add_row(GROUPS[each.group], points(each.part), points(each.alone), points(each.last))
    made.add_section()
    made.add_row("together", points(found.difference), "", "")
    return made


def _bands(found: Attribution, parameters: str) -> str:
    drawn = " and over the orders that were drawn" if found.orders else ""
    over = (
        f"of luck alone over {found.worlds:,} worlds{drawn}: every parameter has its own value"
        if parameters == KNOWN[0]
        else f"of the mean over {found.vectors:,} vectors of parameters ({parameters}) in "
        f"{found.worlds:,} worlds{drawn}"
    )
    return (
        f"Parts are Shapley values: they add up to the difference. Intervals are 95 %, {over}; "
        "rival models of the leaders are not looked at."
    )
