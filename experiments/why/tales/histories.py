"""Twelve histories that are worth reading, and the page that tells them: docs/histories.md."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from experiments.store.whole_files import write_text
from experiments.why.tales.asked import asked
from experiments.why.tales.chronicle import lived
from experiments.why.tales.drawing import drawn
from experiments.why.tales.formats import as_list
from experiments.why.tales.picks import picked
from experiments.why.tales.replay import tale
from experiments.why.tales.source import source_of

DOCS = Path("docs")


@dataclass(frozen=True)
class History:
    """A history: what is typed to read it, and which of the article's reasons it shows."""

    typed: str
    shows: str
    figure: str = ""  # under docs/figures, where one is drawn


HISTORIES = (
    History(
        "pick=quiet",
        "A quiet year: training and basing, and a threat that serves Moscow by being there (S38, "
        "S46, S47). Moscow presses somewhat harder, Minsk stalls for a while, and war never comes "
        "up (S29).",
    ),
    History(
        "pick=closest_call",
        "An ultimatum that Lukashenko outlasts. Entry is on the table, and his backing melts while "
        "he concedes less than was asked (S05, S10); then the front moves in Russia's favour, and "
        "with it goes what made Putin press (S48).",
    ),
    History(
        "pick=entry worlds=3000",
        "An entry at the pressure that was seen, which hardly ever comes (S29). It takes a front "
        "that gives way (S48), a Putin with reasons of his own for an ultimatum (S09, S54), an "
        "army in unusually good heart, and a threat that has stood so long that entering looks "
        "safer (S55). A week later coming home does, and here Moscow lets it be.",
    ),
    History(
        "pressure=severe pick=entry",
        "The article's core choice (S10): enter against the country's interest, or refuse and "
        "perhaps lose power. He stays below war until nothing is left of Moscow's backing (S07), "
        "then buys it back (S55) with special forces and contract troops, who are willing to go "
        "(S35). When Moscow presses again, coming home looks safer than going on, and his army is "
        "spared (S56).",
        figure="history_entry",
    ),
    History(
        "pressure=severe seed=2 pick=entry",
        "Another entry, out of an ultimatum that was not the likeliest thing for Putin to do "
        "(S54). Lukashenko concedes all but war until his backing is nearly gone (S05, S07); then "
        "he believes that his army will go, and it does. Once the pressure has eased, what the "
        "public and the army mind decides (S39, S56), and he calls it home.",
    ),
    History(
        "pressure=maximum weeks=104 pick=saved",
        "An entry that saved him: Moscow's support for troops (S55). The men go and stay for "
        "more than a year, the street calms down, and as long as they fight Moscow does not turn "
        "against him, even when he will not go further (S07). The dead are a tenth of the army and "
        "more (S56). What would "
        "have come of refusing stands next.",
        figure="history_saved",
    ),
    History(
        "pressure=maximum weeks=104 world=608 "
        "'force=first ultimatum: lukashenko=refuse for 52 weeks'",
        "The same world on the same luck, had he refused. Backing is gone within weeks, and with "
        "it what held him in office (S07, S15): insiders end it, though Moscow has long gone back "
        "to the threat alone (S10). One pair of twins is no rule, and most who enter and last "
        "have an army that obeys: it shows what he is afraid of.",
    ),
    History(
        "pressure=maximum weeks=104 pick=ruined",
        "An entry that ended him. It is paid for at once, with backing (S55), and then it wears "
        "out: soldiers with little wish to fight slip away (S43), until those who are left turn "
        "their weapons on him (S44). He had relied on them to hold his country (S56).",
    ),
    History(
        "pressure=severe pick=failed_order",
        "Soldiers with little wish to fight do not go (S43, S44). It is a desperate order: with "
        "Moscow's backing gone, refusing looks so dangerous (S07, S10) that two chances in five "
        "look better. It fails; that he outlives it is luck, for Putin might as well have set out "
        "to replace him.",
    ),
    History(
        "pressure=severe outcome=mutiny",
        "What he fears most: ordered to cross the border, soldiers turn their weapons round (S44). "
        "He had held out for months while Moscow's backing ran down (S10), until refusing looked "
        "worse, and he was surer of his army than it deserved.",
    ),
    History(
        "pressure=severe pick=removed",
        "His hold on power is the Kremlin's support, and the Kremlin takes it away (S07, S10, "
        "S15). He refuses because he does not trust the army to go (S44), and Putin, refused too "
        "long, keeps choosing escalation (S09).",
        figure="history_removed",
    ),
    History(
        "pressure=maximum pick=refusal",
        "A refusal that costs him his rule without Moscow lifting a hand: once its backing is "
        "gone, so is what protected him from his own people (S07, S15). He does not order what he "
        "thinks the army would not do (S43, S44).",
    ),
)

_INTRODUCTION = """\
# Twelve histories

<!-- Written by make histories from experiments/why/tales/histories.py: change that file. -->

Worlds of the model, told by `python -m experiments.replay`. Each is one of many: it shows what
*can* follow from what, not what is likely, which is what `experiments.sweep` counts. None was
chosen by hand: the command at its head says by what. The claims S01 to S57 are those of the article
that the model puts to work ([sources.md](sources.md#claims)).

**How to read them.** A leader keeps to what he does until he thinks again; then every option has a
chance, and the one in brackets is that of what he chose. After the colon stands what woke him, the
largest part of the rate at which he reconsiders. Below stand the runner-up with its chance, and the
incentives that spoke for his choice and against it in comparison, in units of utility; "private
reasons" are his own, which nobody else sees. "Power in 52 weeks, he reckons" is how likely he
thinks it that he still rules by then, with what he does and with the best on the other side of the
line of war; "the army goes" is the chance that he gives an order of being carried out. *Army* is
the share of soldiers who would obey an order to fight, *street* the share of citizens who protest;
*pressure* is what Lukashenko feels and *backing* what Moscow's support of his rule is worth, both
from 0 to 1. A history goes on after entry, to the end of his rule or to the horizon: *still
serving* is the share of those called up who are in Ukraine, *fallen* the share of the army that has
been lost there, *mourned dead* those of them who are not forgotten yet. Weeks in which nothing of
weight is decided are told in one line; with `detail=full` every reconsideration is."""


def section(number: int) -> str:
    """One history as a section of the page; the first is number 1."""
    history = HISTORIES[number - 1]
    wish = asked(shlex.split(history.typed))
    source = source_of(wish)
    world, how = picked(wish, source)
    chronicle = lived(source.scenario, source.seed, source.first + world)
    told = tale(wish, source, world, how, chronicle)
    parts = [
        f"## {number}. {told.title}",
        f"    python -m experiments.replay {history.typed}",
        f"{_linked(history.shows)} *{' '.join(f'{line}.' for line in _about(told.about))}*",
        *([f"![{told.title}](figures/{history.figure}.png)"] if history.figure else []),
        "\n".join(as_list(told.paragraphs)),
    ]
    return "\n\n".join(parts)


def page() -> Iterator[str]:
    """The sections of the page, the introduction first."""
    yield _INTRODUCTION
    for number in range(1, len(HISTORIES) + 1):
        yield section(number)


def draw_figures(folder: Path) -> None:
    """Draw those that have a figure; only the PNG is kept."""
    for history in HISTORIES:
        if not history.figure:
            continue
        wish = asked(shlex.split(history.typed))
        source = source_of(wish)
        world, _ = picked(wish, source)
        chronicle = lived(source.scenario, source.seed, source.first + world)
        drawn(chronicle, source.told(world), folder, history.figure)
        for suffix in (".svg", ".csv"):
            (folder / f"{history.figure}{suffix}").unlink()


def _about(lines: tuple[str, ...]) -> Iterator[str]:
    return (line.rstrip(".") for line in lines)


def _linked(text: str) -> str:
    return re.sub(r"\bS\d\d\b", r"[\g<0>](sources.md#claims)", text)


if __name__ == "__main__":
    write_text(DOCS / "histories.md", "\n\n".join(page()) + "\n")
    draw_figures(DOCS / "figures")
