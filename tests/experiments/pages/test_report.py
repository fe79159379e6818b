"""The report page: its numbers are those of the tables, and it asks nothing of a network."""

import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest

from experiments import report, run
from experiments.figures.drawing.tables import Share
from experiments.mistakes import UserError
from experiments.pages.report import bundle
from experiments.pages.report.asked import ordered
from experiments.pages.report.given import given
from experiments.pages.report.making import page as whole_page
from experiments.pages.report.making import written
from experiments.pages.report.rendering import as_module, in_script
from experiments.pages.report.section import Script, Section
from experiments.words.colours import COLOURS, VERMILLION
from experiments.words.definition import DEFINITION
from experiments.words.unsure import ends, sure
from sim.numbers import estimate, interval
from tests.experiments.commands import ROOT, done, mistake
from tests.experiments.pages.conftest import MEANS
from tests.experiments.pages.folders import TABLES, why, with_bands
from tests.experiments.pages.reading import PageParts

ALWAYS = ["question", "answer", "endings", "ladder", "blocked", "trust", "assumptions", "method",
          "again"]  # fmt: skip


def of(folder, *arguments):
    """The parts of the page of a folder, written elsewhere."""
    output = Path("page.html").absolute()
    done(report, str(folder), f"output={output}", "moves=false", *arguments)
    return PageParts(output.read_text(encoding="utf-8"))


def test_the_headline_is_the_mixture_of_the_bands(banded, page):
    found = given(banded, None, None).bands.cells[2]
    mean = found.of("mixture")
    assert f'<p class="number">{sure(mean)}</p>'.replace(" %", "\u00a0%") in page
    assert ends(mean).replace(" %", "\u00a0%") in page


def test_the_table_of_pressures_says_what_the_bands_say(banded, parts):
    cells = given(banded, None, None).bands.cells
    rows = parts.table("P(entry) by Kremlin pressure").rows[1:]
    assert [row[1:3] for row in rows] == [
        [sure(each.of("mixture")), ends(each.of("mixture"))] for each in cells if not each.learned
    ]


def test_endings_are_those_of_the_summary(banded, parts):
    summary = pd.read_csv(banded / "summary.csv")
    names = {"limited entry": "limited_entry", "mutiny": "mutiny", "no entry": "no_entry"}
    heads, *rows = parts.table("How worlds ended").rows
    for name, outcome in names.items():
        column = heads.index(name)
        for (_, each), row in zip(
            summary[summary["outcome"] == outcome].iterrows(), rows, strict=True
        ):
            shown = Share(*(each[k] for k in ("count", "worlds", "probability", "low", "high")))
            assert row[column] == f"{estimate(shown)} {interval(shown)}"


def test_the_files_within_hold_the_tables(banded, parts):
    bands = pd.read_csv(banded / "bands.csv").query("outcome == 'entry'")
    kept = pd.DataFrame(parts.files["pressure.csv"])
    assert kept["probability"].astype(float).tolist() == bands["probability"].tolist()
    summary = pd.read_csv(banded / "summary.csv").query("outcome != 'entry'")
    kept = pd.DataFrame(parts.files["endings.csv"])
    assert kept["probability"].astype(float).tolist() == summary["probability"].tolist()


def test_every_chart_has_its_table_and_its_file(parts):
    assert {"chart-ways", "chart-dots", "chart-pressure", "chart-endings"} <= set(parts.figures)
    for name, tags in parts.figures.items():
        assert {"details", "summary", "table", "caption"} <= set(tags), name
        assert parts.files[f"{name.removeprefix('chart-')}.csv"], name


def test_tables_have_captions_and_every_row_and_column_its_head(parts):
    assert all(each.caption and len(each.rows) > 1 for each in parts.tables)
    heads = [given for tag, given in parts.tags if tag == "th"]
    assert heads
    assert {each["scope"] for each in heads} == {"row", "col"}


def test_nothing_is_asked_of_a_network(page, parts):
    for tag, attributes in parts.tags:
        assert "src" not in attributes, tag
        assert "srcset" not in attributes, tag
        assert attributes.get("href", "#").startswith(("#", "data:")), tag
    style = page[page.index("<style>") : page.index("</style>")]
    assert "url(" not in style
    assert "@import" not in style
    assert "connect-src" not in page  # so that default-src 'none' holds for it
    assert "default-src 'none'" in page


def test_sections_stand_in_their_order_where_the_folder_has_them(parts):
    assert list(parts.sections) == [
        "question", "answer", "pressure", "endings", "ladder", "blocked", "why", "watch", "trust",
        "assumptions", "method", "again",
    ]  # fmt: skip


def test_a_folder_without_bands_or_explanations_has_the_rest(levels):
    parts = of(levels)
    assert list(parts.sections) == [ALWAYS[0], ALWAYS[1], "pressure", *ALWAYS[2:]]
    assert "chart-dots" not in parts.figures
    assert "luck alone" in parts.sections["trust"]


def test_one_scenario_has_no_curve(tmp_path):
    done(run, "population=small", "replications=50", "weeks=6", "workers=1", "bands=luck",
         "figures=none", "pressure=severe", f"output={tmp_path / 'one'}")  # fmt: skip
    parts = of(tmp_path / "one")
    assert list(parts.sections) == ALWAYS
    assert parts.sections["answer"].startswith("At severe Kremlin pressure (0.8), Belarus enters")
    assert parts.sections["answer"].endswith("simulated histories of 6 weeks")


def test_titles_follow_the_numbers(levels, tmp_path, parts):
    assert parts.sections["answer"].startswith("At observed Kremlin pressure (0.4), Belarus enters")
    rarely = with_bands(levels, tmp_path / "rarely", {**MEANS, 0.4: 0.004})
    other = of(rarely).sections
    assert other["answer"] != parts.sections["answer"]
    assert other["pressure"] != parts.sections["pressure"]


def test_luck_parameters_and_structure_stand_in_that_order(page):
    spec = page[page.index('id="spec-ways-1"') :]
    spec = spec[: spec.index("</script>")]
    places = [spec.index(f'"kind":"{kind}"') for kind in ("luck", "parameters", "structure")]
    assert places == sorted(places)


def test_entry_is_never_red():
    assert COLOURS["entry"] != VERMILLION
    assert COLOURS["limited_entry"] != VERMILLION


@pytest.mark.parametrize("name", TABLES)
def test_each_table_that_explains_is_shown_by_itself(levels, tmp_path, name):
    parts = of(levels, f"why={why(tmp_path / 'why', name)}")
    assert f"{name}.csv" in parts.files
    assert ("watch" in parts.sections) == (name == "indicators")
    assert ("why" in parts.sections) == (name != "indicators")


def test_a_table_with_other_columns_is_left_out(levels, tmp_path):
    folder = why(tmp_path / "why")
    for name in TABLES:
        (folder / f"{name}.csv").write_text("a,b\n1,2\n")
    assert not {"why", "watch"} & set(of(levels, f"why={folder}").sections)


def test_the_sign_that_clearly_says_most_is_the_one_to_watch(parts):
    assert parts.sections["watch"] == (
        "Watch for a standing ultimatum: seen by week 13, it multiplies the odds of an entry in "
        "the next 26 weeks by 2.8 [2.3, 3.4]"
    )


def test_the_longest_lever_is_a_single_one(page):
    assert (
        "The longest single lever is that of Minsk: army morale up by 1 sd moves P(entry) by "
        "+10 [+5, +15] points"
    ) in page


def test_every_parameter_is_on_the_page_with_what_it_rests_on(parts):
    from sim.parameters import table
    from sim.scenario import Scenario

    told = {row[0]: row for each in parts.tables if each.caption.startswith("Parameters:")
            for row in each.rows[1:]}  # fmt: skip
    assert set(told) == {row.path for row in table(Scenario())}
    assert all(row[-1] and row[-2] for row in told.values())


def test_the_definition_is_that_of_the_readme(page):
    readme = " ".join((ROOT / "README.md").read_text(encoding="utf-8").split())
    for sentence in DEFINITION:
        assert sentence in readme
        assert sentence in page


def test_the_same_tables_make_the_same_page(banded):
    assert whole_page(given(banded, None, None)) == whole_page(given(banded, None, None))


def test_words_of_a_folder_are_words_and_no_markup(banded, tmp_path):
    folder = tmp_path / "marked"
    shutil.copytree(banded, folder)
    manifest = (folder / "manifest.json").read_text()
    title = re.search(r'"title": "([^"]*)"', manifest)[1]
    (folder / "manifest.json").write_text(manifest.replace(title, "<script>alert(1)</script>"))
    text = whole_page(given(folder, None, None))
    assert "<script>alert" not in text
    assert "&lt;script&gt;alert" in text


@dataclass(frozen=True)
class Part:
    """A part that moves, as small as can be."""

    html: str = '<p class="moved">still</p>'
    styles: str = ".moved { color: inherit; }"
    scripts: Mapping[str, str] = field(default_factory=lambda: {
        "one.js": "export const one = 1;",
        "last.js": 'import { one } from "./one.js";\nwindow.moved = one;',
    })  # fmt: skip
    data: Mapping[str, int] = field(default_factory=lambda: {"answer": 42})


def test_a_part_that_moves_stands_before_trust_with_its_data_and_scripts(banded):
    found = given(banded, None, None)
    text = whole_page(found, Section.moving("Move it", "move", Part()))
    order = list(PageParts(text).sections)
    assert order.index("move") == order.index("trust") - 1
    assert '<script type="application/json" id="data-move">{"answer":42}</script>' in text
    assert 'import "last.js";' in text
    assert ".moved { color: inherit; }" in text


def test_what_cannot_be_moved_is_said_and_the_rest_is_written(banded, capsys):
    def mover(*_):
        raise UserError("every parameter is set")

    wanted = ordered([str(banded), "output=page.html"])
    assert written(wanted, mover).startswith("Report page: page.html")
    assert capsys.readouterr().err == "nothing can be moved: every parameter is set\n"
    assert "move" not in PageParts(Path("page.html").read_text(encoding="utf-8")).sections


def test_data_cannot_end_a_script_early():
    assert "</script>" not in in_script({"a": "</script><b>"})


def test_modules_import_each_other_by_name():
    import base64

    told = as_module(Script("b.js", 'import { a } from "./a.js";\nexport const b = a;'))
    text = base64.b64decode(told.partition("base64,")[2]).decode()
    assert text == 'import { a } from "a.js";\nexport const b = a;'


def test_what_is_no_folder_or_no_page_is_refused_in_a_line(levels, tmp_path):
    (tmp_path / "empty").mkdir()
    assert mistake(report, str(tmp_path)) == (
        f"{tmp_path} is not a results folder: it has no manifest.json"
    )
    assert mistake(report) == "name one results folder: python -m experiments.report results/NAME"
    assert "ends in .html" in mistake(report, str(levels), "output=page.txt")
    assert "is not a folder" in mistake(report, str(levels), "dilemma=nowhere")
    assert "lacks dilemma.csv" in mistake(report, str(levels), "dilemma=empty")
    assert "holds none of sensitivity.csv" in mistake(report, str(levels), "why=empty")
    assert "moves = maybe is neither" in mistake(report, str(levels), "moves=maybe")
    assert "workers = 0 is not" in mistake(report, str(levels), "workers=0")
    assert "seed is not for the report page" in mistake(report, str(levels), "seed=1")


def test_a_missing_extra_is_named(levels, monkeypatch):
    monkeypatch.setattr(bundle, "find_spec", lambda name: None if name == "altair" else name)
    assert mistake(report, str(levels)) == (
        "the report page needs altair: pip install 'belarus-war-entry[pages]'"
    )
