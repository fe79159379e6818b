"""The page of an explanation: what every step said, level by level, with its figures.

Every sentence and number on it was printed by the command that it names.
"""

from __future__ import annotations

import re
import shlex
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from experiments.pages.explanation.steps import STEPS, Step, arguments
from experiments.store.whole_files import whole, write_text
from experiments.words.paper import NAME

if TYPE_CHECKING:
    from experiments.pages.explanation.asked import Explanation

DOCS = Path(__file__).resolve().parents[3] / "docs"
PAGE = "why.md"
COMMAND = "python -m experiments.explain"
_SENTENCES = re.compile(r"(?<=\.)\s+(?=[A-Z])")


def write(wish: Explanation) -> Iterator[str]:
    """Write the page into its folder and, if that is wished, among the documents; says where."""
    write_text(wish.folder / PAGE, text(wish, _in_folder))
    yield f"\nThe explanation: {wish.folder / PAGE}"
    if wish.page:
        for level in wish.levels:
            for step in STEPS:
                for figure in _figures(wish, level, step):
                    with whole(DOCS / "figures" / _name(level, figure)) as unfinished:
                        shutil.copyfile(figure, unfinished)
        write_text(DOCS / PAGE, text(wish, _in_docs))
        yield f"Written: docs/{PAGE}"


def text(wish: Explanation, where: Callable[[Explanation, str, Path], str]) -> str:
    """The whole page; `where` says how it names a figure."""
    return "\n\n".join(_parts(wish, where)) + "\n"


def said(folder: Path) -> list[str]:
    """What a step said in sentences: the paragraphs before its first table, or of a study, whose
    sentences follow its tables, the last.
    """
    parts = (folder / NAME).read_text(encoding="utf-8").strip().split("\n\n")
    first = next((n for n, each in enumerate(parts) if each.startswith(("|", "**"))), len(parts))
    return parts[-1:] if (folder / "manifest.json").is_file() else parts[1:first]


def _parts(wish: Explanation, where: Callable[[Explanation, str, Path], str]) -> Iterator[str]:
    yield "# Why so rarely, and what would make entry likely?"
    yield (
        f"Written by `{_command(wish)}` from what the commands below printed; change the code, not "
        "this page. Every number is P(... | model, assumptions) over the calibrated vectors, "
        "unless it says otherwise; intervals of the first question are of luck in these vectors "
        "alone, those of the others hold how far the vectors differ. What the numbers are worth "
        "stands in [validation.md](validation.md), how they are found in "
        "[sensitivity.md](sensitivity.md), "
        "[counterfactual.md](counterfactual.md), [discover.md](discover.md), [flip.md](flip.md) "
        "and [indicators.md](indicators.md)."
    )
    for level in wish.levels:
        yield f"## In short, at {level} pressure"
        yield "\n".join(_in_short(wish, level))
    for step in STEPS:
        yield f"## {step.asks}"
        for level in wish.levels:
            first, *rest = _finding_first(said(wish.of(level, step.name)), step)
            yield f"**At {level} pressure.** {first}"
            if rest:
                yield "\n".join(f"- {each.strip()}" for each in rest)
            for figure in _figures(wish, level, step):
                yield f"![{step.asks} At {level} pressure]({where(wish, level, figure)})"
    yield "## The commands"
    yield f"```\n{chr(10).join(_commands(wish))}\n```"


def _in_short(wish: Explanation, level: str) -> Iterator[str]:
    """What every step found, a line a question."""
    for step in STEPS:
        told = [
            sentence
            for paragraph in said(wish.of(level, step.name))
            for sentence in _SENTENCES.split(paragraph.strip())
        ]
        chosen = [
            next((each for each in told if each.startswith(begins)), "") for begins in step.short
        ]
        yield f"- **{step.asks}** {' '.join(each for each in chosen if each) or told[0]}"


def _finding_first(paragraphs: list[str], step: Step) -> list[str]:
    """The paragraphs, those before the finding behind the others."""
    place = next((n for n, each in enumerate(paragraphs) if each.startswith(step.short)), 0)
    return [*paragraphs[place:], *paragraphs[:place]]


def _command(wish: Explanation) -> str:
    levels = f"pressures=[{','.join(wish.levels)}]"
    return shlex.join([*COMMAND.split(), levels, *wish.more, *(["quick=true"] * wish.quick)])


def _commands(wish: Explanation) -> Iterator[str]:
    for level in wish.levels:
        for step in STEPS:
            typed = arguments(step, level, wish.more, Path("DIR"), wish.quick)
            yield shlex.join(["python", "-m", f"experiments.{step.command}", *typed[:-1]])


def _figures(wish: Explanation, level: str, step: Step) -> list[Path]:
    """The figures of a step that were drawn and are shown."""
    folder = wish.of(level, step.name) / "figures"
    return [folder / f"{name}.png" for name in step.figures if (folder / f"{name}.png").is_file()]


def _in_folder(wish: Explanation, level: str, figure: Path) -> str:
    return figure.relative_to(wish.folder).as_posix()


def _in_docs(wish: Explanation, level: str, figure: Path) -> str:
    return f"figures/{_name(level, figure)}"


def _name(level: str, figure: Path) -> str:
    return f"why_{figure.stem}_{level}{figure.suffix}"
