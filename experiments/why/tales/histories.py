"""Ten histories that are worth reading, and the page that tells them: docs/histories.md."""

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
        "An entry at the pressure that was seen, which hardly ever comes (S29). It takes a Putin "
        "with reasons of his own for an ultimatum (S09, S54), an army in unusually good heart, and "
        "backing so low that entering looks safer than refusing (S07, S55).",
    ),
    History(
        "pressure=severe pick=entry",
        "The article's core choice (S10): enter against the country's interest, or refuse and "
        "perhaps lose power. He holds out at the border first, then enters to keep Moscow's "
        "support (S55), with special forces and contract troops, who may be willing to go (S35).",
        figure="history_entry",
    ),
    History(
        "pressure=severe world=111 'force=first ultimatum: lukashenko=refuse for 52 weeks'",
        "The same world on the same luck, had he refused. He sees what refusing would do to his "
        "rule (S07, S15), and Moscow's backing does run out; that year he gets away with it, and "
        "the threat wears out before he falls.",
    ),
    History(
        "pressure=severe seed=2 pick=entry",
        "Another entry, and this time the front brings it: Putin loses ground that he counts as "
        "his and wants relief (S48, S49). Lukashenko believes that his army will go, and it does.",
    ),
    History(
        "pressure=severe pick=failed_order",
        "Soldiers with little wish to fight do not go (S43, S44). He was sure of them; a dictator "
        "hears good news. The failure costs him what it was to save: his army is shown up, his "
        "rule shaken, and insiders end it (S56).",
    ),
    History(
        "pressure=severe outcome=mutiny",
        "What he fears most: ordered to cross the border, soldiers turn their weapons round (S44). "
        "He had held out for months while Moscow's backing ran down, until refusing looked worse.",
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
# Ten histories

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
from 0 to 1. Weeks in which nothing of weight is decided are told in one line; with `detail=full`
every reconsideration is."""


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
