"""An answer can be read in any window from 80 columns on, and is kept as Markdown."""

import re

import pytest
from rich import box
from rich.cells import cell_len
from rich.table import Table

from experiments import sweep
from experiments.words.paper import NAME, NARROWEST, Paper
from tests.experiments.commands import SMALL, done

HEADS = ("pressure.level", "P(entry)", "95 % interval", "in words", "limited", "full", "mutiny",
         "uprising", "in power a year later", "with the lower rung")  # fmt: skip
ROWS = [
    ("none (0)", "< 0.037 %", "[0 - 0.037 %]", "almost no chance", "< 0.037 %", "< 0.037 %",
     "< 0.037 %", "0.397 %", "98.50 % [98.50 % - 98.51 %]", "4 %"),
    ("severe (0.8)", "37.5 %", "[36.6 % - 38.5 %]", "unlikely", "37.5 %", "< 0.039 %", "3.6 %",
     "0.304 %", "82 % [82 % - 83 %]", "12 %"),
]  # fmt: skip


def a_table(title="How often"):
    table = Table(title=title, box=box.SIMPLE_HEAD, pad_edge=False)
    for head in HEADS:
        table.add_column(head, justify="left" if head in HEADS[:1] else "right")
    for row in ROWS:
        table.add_row(*row)
    return table


@pytest.mark.parametrize("width", [80, 81, 100, 120, 150, 240])
def test_no_cell_is_broken_and_no_line_is_wider_than_the_window(width, capsys):
    paper = Paper(width)
    paper.show(a_table())
    said = capsys.readouterr().out
    assert max(map(cell_len, said.splitlines())) <= width
    for row in ROWS:
        assert all(cell in said for cell in row)


def test_every_part_of_a_broken_table_begins_with_its_labels(capsys):
    Paper(80).show(a_table())
    said = capsys.readouterr().out
    heads = [line for line in said.splitlines() if line.startswith(" pressure.level")]
    assert len(heads) == said.count("severe (0.8)") > 1


def test_a_table_that_fits_is_one(capsys):
    Paper(240).show(a_table())
    assert capsys.readouterr().out.count("severe (0.8)") == 1


def test_sentences_in_cells_go_on_in_the_next_line(capsys):
    table, sentence = Table(box=box.SIMPLE_HEAD), "reads as a whole, in words of ten letters, " * 4
    table.add_column("what")
    table.add_column("why")
    table.add_row("here", sentence.strip())
    Paper(80).show(table)
    said = capsys.readouterr().out
    assert max(map(cell_len, said.splitlines())) <= 80
    assert re.sub(r"\s+", " ", said).count("words of ten letters") == 4


def test_all_that_was_said_is_kept_as_markdown(tmp_path, capsys):
    paper = Paper(80)
    paper.head("A question")
    paper.say("An answer.")
    paper.show(a_table("How | often"))
    paper.point("here it is: somewhere/")
    paper.keep(tmp_path)
    kept = (tmp_path / NAME).read_text(encoding="utf-8").splitlines()
    assert kept[:3] == ["# A question", "", "An answer."]
    assert f"| {' | '.join(HEADS)} |" in kept
    assert f"| {' | '.join(ROWS[1])} |" in kept
    assert not any("somewhere" in line for line in kept)
    assert "somewhere" in capsys.readouterr().out


@pytest.mark.parametrize("columns", [40, 80, 100, 150])
def test_a_sweep_fits_the_window_and_leaves_its_answer(columns, tmp_path, monkeypatch):
    monkeypatch.setenv("COLUMNS", str(columns))
    swept = ("sweep.pressure.level=[0.4,1]", "sweep.army.morale=[0.3]")
    folder = tmp_path / "out"
    said = done(sweep, *SMALL, *swept, "bands=luck", f"output={folder}").out
    tables = [line for line in said.splitlines() if str(tmp_path) not in line]
    assert max(map(cell_len, tables)) <= max(columns, NARROWEST)
    kept = (folder / NAME).read_text(encoding="utf-8")
    assert kept.startswith("# ")
    assert "| pressure.level | army.morale | P(entry) |" in kept
