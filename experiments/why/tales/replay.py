"""A replay: one world is picked, lived again, and told in the way that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from experiments.outlets import visible
from experiments.store.whole_files import write_text
from experiments.why.tales.asked import Asked, asked, check_weeks
from experiments.why.tales.chronicle import Chronicle, lived
from experiments.why.tales.formats import FORMATS, Tale
from experiments.why.tales.headline import headline
from experiments.why.tales.picks import picked
from experiments.why.tales.source import Source, source_of
from experiments.why.tales.telling import told


def replay(arguments: Sequence[str]) -> Iterator[str]:
    """The lines that answer a command line; raises UserError."""
    wish = asked(arguments)
    source = source_of(wish)
    check_weeks(wish.weeks, source.scenario.weeks)
    world, how = picked(wish, source)
    chronicle = lived(source.scenario, source.seed, source.first + world)
    lines = list(FORMATS[wish.format](tale(wish, source, world, how, chronicle)))
    if wish.output is None:
        yield from lines
    else:
        write_text(wish.output, "\n".join(lines) + "\n")
        yield f"Story: {visible(str(wish.output))}"
    if wish.figure:
        from experiments.why.tales.drawing import drawn

        yield ""
        name = f"{source.slug}-world-{world}"
        path = drawn(chronicle, source.told(world), source.folder, name)
        yield f"Figure: {visible(str(path))}"


def tale(wish: Asked, source: Source, world: int, how: str, chronicle: Chronicle) -> Tale:
    """A world as it is to be told."""
    about = (source.told(world), source.lacks(world), how)
    return Tale(
        title=headline(chronicle),
        about=tuple(visible(line) for line in about if line),
        paragraphs=told(chronicle, *wish.weeks, full=wish.full),
    )
