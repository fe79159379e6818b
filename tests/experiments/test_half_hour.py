"""The notebook of an analyst's half hour does what it says, from the first cell to the last."""

import re

import nbformat
import pytest
from nbclient import NotebookClient

from tests.experiments.commands import ROOT

NOTEBOOK = ROOT / "docs" / "half_hour.ipynb"


def test_the_notebook_is_kept_without_its_outputs():
    cells = nbformat.read(NOTEBOOK, as_version=4).cells
    assert all(not cell.get("outputs") and not cell.get("execution_count") for cell in cells)


@pytest.mark.long
@pytest.mark.filterwarnings("ignore")
def test_every_cell_runs_and_shows_what_is_asked(tmp_path):
    notebook = nbformat.read(NOTEBOOK, as_version=4)
    NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    shown = [
        output.get("data", {}).get("text/markdown") or output.get("data", {}).get("text/html")
        or output.get("data", {}).get("text/plain") or output.get("text", "")
        for cell in notebook.cells if cell.cell_type == "code" for output in cell.outputs
    ]  # fmt: skip
    told = "\n".join(map(str, shown))
    assert "P(entry) is" in told
    assert re.search(r"\d+ of \d+ entries are lost, \d+ are gained", told)
    assert "over 400 calibrated vectors" in told
    assert any("svg" in kind for cell in notebook.cells for output in cell.get("outputs", ())
               for kind in output.get("data", {}))  # fmt: skip
    assert (tmp_path / "half_hour" / "observed" / "answer.md").is_file()
