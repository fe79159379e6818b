"""The method, in half a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from experiments.pages.report.section import Section, prose

if TYPE_CHECKING:
    from experiments.pages.report.given import Given

_FORESEEN = (
    "Endings are foreseen: each week the chances of entry and of the other endings are known "
    "before the dice fall, and are added up with the weight of the worlds that still go on. That "
    "is unbiased, and tells chances far below one in the number of worlds."
)
_COUNTED = "Endings are counted: a world ends in one way or another, and shares of worlds are told."


def section(given: Given) -> Section:
    """How a world is lived, how numbers are estimated, what the three bands are."""
    parts = [
        "A world is one simulated history, lived week by week. Putin chooses between "
        "accommodating, holding the threat, pressing, an ultimatum and replacing Lukashenko; "
        "Lukashenko between the rungs of a ladder from refusing to full entry; the opposition "
        "between its tactics. A leader keeps his course until he reconsiders; then he weighs "
        "every option by his incentives and chooses by a logit quantal response: better options "
        "more often, none with certainty. Soldiers and citizens are individuals, each with a "
        "threshold of his own, who act on what they see others do; whether an order is carried "
        "out, and whether the street or insiders bring the regime down, follows from them.",
        "Consequences are priced once: what a leader believes of a danger comes from the same "
        "function that makes it happen, fed with what he believes of the world.",
        _FORESEEN if given.manifest["estimator"] == "conditional" else _COUNTED,
        "Every treatment is lived on the same luck, world by world, so that differences are not "
        "those of the dice." if given.manifest["luck"] == "common" else
        "Every treatment has worlds, and luck, of its own.",
    ]  # fmt: skip
    if given.bands.cells:
        parts.append(
            f"Luck is the Monte Carlo error of the study's own worlds. Parameters are "
            f"{given.bands.vectors:,} vectors drawn from what is believed before any record and "
            "weighed by the record up to 7 December 2022; the mean is over them, and its interval "
            "takes the vectors as what is sampled. Structure is the mean again under rival models "
            "of the leaders and of how they choose. A confidence is low, moderate or high by a "
            "rule from three measures, of which the worst decides: the factor between the odds at "
            "the ends of the parameter band, the same over structures, and the share of the "
            "variance that rests on assumptions."
        )
    return Section("How it is done, in half a page", "method", prose(*parts), contents="The method")
