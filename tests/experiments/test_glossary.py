"""The glossary says what words mean, the same on the console and on its page."""

import pytest

from experiments import glossary
from experiments.words.names import OUTCOMES, RUNGS
from experiments.words.terms.glossary import PAGE
from experiments.words.terms.terms import TERMS
from tests.experiments.commands import ROOT, done, mistake

ALL = {term: means for terms in TERMS.values() for term, means in terms.items()}


def test_the_page_is_what_the_command_prints() -> None:
    page = (ROOT / PAGE).read_text(encoding="utf-8")
    assert done(glossary, "format=markdown").out == page


def test_every_word_stands_once_and_means_something() -> None:
    assert len(ALL) == sum(map(len, TERMS.values()))
    assert all(means == means.strip() and not means.endswith(".") for means in ALL.values())


def test_every_outcome_and_rung_is_named() -> None:
    said = " ".join([*ALL, *ALL.values()])
    assert all(name.replace("Lukashenko ", "") in said for name in OUTCOMES.values())
    assert all(name.split("_")[0] in said for name in RUNGS)


def test_a_word_is_looked_up_in_names_and_meanings() -> None:
    said = done(glossary, "ultimatum").out
    assert "demands entry, now" in said
    assert "standing option" not in said
    assert mistake(glossary, "backng").endswith("did you mean backing?")
    assert "format = pdf is none of text, markdown" in mistake(glossary, "format=pdf")
    assert "output is not for the glossary" in mistake(glossary, "output=r")


@pytest.mark.parametrize("page", ["README.md"])
def test_the_glossary_is_linked_where_words_are_first_met(page: str) -> None:
    assert PAGE in (ROOT / page).read_text(encoding="utf-8")
