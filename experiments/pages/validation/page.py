"""What docs/validation.md shows a sceptical forecaster, section by section.

Every number in it is one that a command prints; the sentences say what the numbers are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from experiments.pages.validation import calibrated, hindcast
from experiments.words.company import company
from experiments.words.paper import markdown as table
from experiments.words.unsure import headline
from experiments.words.unsure import table as ways

if TYPE_CHECKING:
    from experiments.pages.validation.making import Sheet

SWEPT = ("pressure.level",)
COMMAND = "python -m experiments.validation"


def page(sheet: Sheet) -> str:
    """The whole page."""
    return "\n\n".join(_parts(sheet)) + "\n"


def _parts(sheet: Sheet) -> Iterator[str]:
    yield "# Can the number be trusted?"
    yield (
        f"Written by `{COMMAND}` from the tables of the commands that it names; change the code, "
        "not this page. How things are done stands in [priors.md](priors.md), "
        "[calibration.md](calibration.md) and [hindcast.md](hindcast.md)."
    )
    yield "## 1. The number"
    yield from _number(sheet)
    yield "## 2. Verification"
    yield _VERIFICATION
    yield "## 3. The prior"
    yield from calibrated.prior(sheet.found, sheet.lived)
    yield "## 4. The record, failures first"
    yield from calibrated.record(sheet.found)
    yield "## 5. Does the calibration work?"
    yield from calibrated.method(sheet.found)
    yield "## 6. What was learned"
    yield from calibrated.learned(sheet.found, sheet.lived)
    yield "## 7. Hindcast"
    yield from hindcast.section(sheet.fared)
    yield "## 8. Where it loses, and what would change the answer"
    yield from hindcast.losses(sheet.fared)
    yield from calibrated.would_change(sheet.found, sheet.lived)
    yield "## 9. How to redo it"
    yield from _redo(sheet.made_from)
    yield "## 10. Live forecasts"
    yield (
        "Dated forecasts of what has not happened yet stand in [forecasts.md](forecasts.md); they "
        "are appended and never edited. It is the only test that hindsight cannot spoil."
    )


def _number(sheet: Sheet) -> Iterator[str]:
    yield headline(sheet.bands, SWEPT)
    yield company(sheet.first_day, sheet.bands.hindcast)
    yield calibrated.share_unknown(sheet.found, sheet.lived)
    yield hindcast.undecided(sheet.fared)
    yield table(ways(sheet.bands, SWEPT))


def _redo(made_from: Mapping[str, str]) -> Iterator[str]:
    yield (
        f"`{COMMAND}` lives the table and fits it, ships the vectors, lives rival structures and "
        "the hindcast, sweeps the pressures, and writes this page. What is lived already is kept, "
        "and gone on with after a break. Dates on which every input was known are printed by "
        "`python -m experiments.sources`; nothing known after 7 December 2022 stands behind a "
        "parameter or a target (`python -m experiments.sources --known-by 2022-12-07`)."
    )
    lines = ["| made from | stands for it |", "| --- | --- |"]
    lines += [f"| {what} | `{digest}` |" for what, digest in made_from.items()]
    yield "\n".join(lines)


_VERIFICATION = """\
- Estimators agree with each other, and with a second writing of the law:
  [estimators.md](estimators.md), [benchmarks.md](benchmarks.md).
- Belief meets event, and eleven mechanisms show the story, each with a test that breaks it:
  [model.md](model.md), sections 4 and 5; `python -m experiments.mechanisms`.
- The size of the population does not matter: [population.md](population.md).
- Half-week steps, batches, workers, order and processor change no result:
  [estimators.md](estimators.md), [scaling.md](scaling.md).
- Every claim of the source article that can be tested is: [sources.md](sources.md)."""
