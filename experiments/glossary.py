"""What every word means: python -m experiments.glossary [word ...]"""

from __future__ import annotations

import sys

from experiments.command import named_values, run_command
from experiments.mistakes import UserError

HELP = """What does every word mean, of the subject and of this program?

  python -m experiments.glossary                    all of them, group by group
  python -m experiments.glossary ultimatum          those that name it
  python -m experiments.glossary format=markdown    as docs/glossary.md has them"""


def main(arguments: list[str]) -> None:
    """Print the words and what they mean."""
    from experiments.words.terms.glossary import FORMATS, glossary, markdown, printed

    own = named_values([each for each in arguments if "=" in each], "format=markdown")
    for name in own:
        if name != "format":
            raise UserError(f"{name} is not for the glossary; allowed: format and words")
    if (chosen := own.get("format", FORMATS[0])) not in FORMATS:
        raise UserError(f"format = {chosen} is none of {', '.join(FORMATS)}")
    found = glossary([each for each in arguments if "=" not in each])
    if chosen == FORMATS[0]:
        return printed(found)
    print("\n".join(markdown(found)))


if __name__ == "__main__":
    sys.exit(run_command(main, HELP))
