"""The pages on parameters and sources say what the code says."""

import re
from itertools import chain
from pathlib import Path

from sim.parameters import table
from sim.reference import ASSUMPTION, anchors, group_of, reference
from sim.scenario import Scenario

ROOT = Path(__file__).parents[1]
PARAMETERS = ROOT / "docs" / "parameters.md"
SOURCES = (ROOT / "docs" / "sources.md").read_text(encoding="utf-8")
CITATION = re.compile(r"\[([A-Z][A-Za-z]*\d*(?:; [A-Z][A-Za-z]*\d+)*)\](?!\()")


def test_the_page_of_parameters_is_up_to_date():
    assert PARAMETERS.read_text(encoding="utf-8") == reference(), (
        "docs/parameters.md differs from the code: run `make docs`"
    )


def test_every_parameter_has_one_row():
    rows = re.findall(r"^\| `([\w.]+)` \|", reference(), flags=re.MULTILINE)
    assert rows == [row.path for row in table(Scenario())]


def test_the_count_of_assumptions_is_counted():
    rows = list(table(Scenario()))
    assumed = [row for row in rows if row.source == ASSUMPTION]
    assert f"There are {len(rows)} parameters; {len(assumed)} of them" in reference()


def test_groups_come_in_the_order_of_the_scenario():
    groups = dict.fromkeys(group_of(row) for row in table(Scenario()))
    assert list(groups) == re.findall(r"^## (\w+)$", reference(), flags=re.MULTILINE)


def test_every_source_of_a_parameter_is_explained():
    places = {place for row in table(Scenario()) for _, place in anchors(row.source)}
    explained = set(re.findall(r'<a id="([\w-]+)"></a>', SOURCES))
    assert places <= explained, f"docs/sources.md does not explain {sorted(places - explained)}"


def test_every_work_cited_in_the_model_and_its_description_is_in_the_bibliography():
    texts = chain((ROOT / "sim").rglob("*.py"), [ROOT / "docs" / "model.md"])
    cited = {
        key
        for path in texts
        for group in CITATION.findall(path.read_text(encoding="utf-8"))
        for key in group.split("; ")
    }
    works = {key for key in cited if re.fullmatch(r"[A-Z]\w*\d{3,4}", key)}
    listed = set(re.findall(r"^\[(\w+)\] ", SOURCES, flags=re.MULTILINE))
    assert works <= listed, f"docs/sources.md does not list {sorted(works - listed)}"


def test_no_forecast_is_an_input():
    used = {key for row in table(Scenario()) for key, _ in anchors(row.source)}
    assert not [key for key in used if key.startswith("FC-") or key in {"S29", "S52"}]
