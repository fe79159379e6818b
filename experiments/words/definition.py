"""What counts as entry: the words by which a world, or the real course, is judged."""

from __future__ import annotations

WHAT = (
    "Entry happens in a week in which units of the Belarusian regular army are ordered into "
    "Ukraine and go, special forces and contract troops (limited entry) or the whole army (full "
    "entry)."
)
FROM = (
    "It counts from the first unit that crosses the border on that order, openly or not, for "
    "however short a time."
)
NOT = (
    "It does not count that volunteers, mercenaries or single soldiers fight there, that Russia "
    "strikes or attacks from Belarusian soil, that Belarus lends soil, arms, repair or training, "
    "that units stand at the border, or that an order is given and the army does not go."
)
WHO_SAYS = (
    "In a world the record of the world resolves it; of the real course it would be resolved by "
    "the first of these that says so: the General Staff of Ukraine together with one of the "
    "governments of Poland, Lithuania, the United Kingdom or the United States; the government of "
    "Belarus; or the Security Council or General Assembly of the United Nations in a resolution."
)
WHEN = (
    "A question over some weeks is answered with yes by an entry whose order falls in them, and "
    "with no at their end."
)
DEFINITION = (WHAT, FROM, NOT, WHO_SAYS, WHEN)
