"""A file in configs/ does what a person who wrote it expects, or is refused by name in one line."""

import shutil
from pathlib import Path

import pytest

from experiments import __main__ as overview
from experiments import run, sweep
from experiments.plan.compose import load
from experiments.plan.files import folders
from tests.experiments.commands import ROOT, SMALL, done, mistake, say

MINE = "title: Mine\nreplications: 16\nsweep:\n  army.morale: [0.3, 0.5]\n"
BROKEN = {
    "amry: 0.3\n": "configs/lukashenko/typo.yaml: unknown amry; did you mean army?",
    "qqq: 0.3\n": "configs/lukashenko/typo.yaml: unknown qqq; allowed: ",
    "credit: 7\n": "typo.yaml: lukashenko.credit = 7 is outside [0, 1]",
    "credit: [0.1, 0.2]\n": "typo.yaml: lukashenko.credit has one value, not several",
    "credit: {a: 1}\n": "typo.yaml: lukashenko.credit has one value, not several",
    "credit: 0.3\ncredit: 0.4\n": "line 2, cannot be read as YAML: credit is there twice",
    "credit: [0.3\n": "typo.yaml, line 2, cannot be read as YAML: ",
    "\tcredit: 0.3\n": "typo.yaml, line 1, cannot be read as YAML: ",
    "- credit\n": "typo.yaml is not a list of lines of the form name: value",
    "credit\n": "typo.yaml is not a list of lines of the form name: value",
    "_target_: os.system\n": "typo.yaml: unknown _target_",
    "credit: !!python/object/apply:os.system [touch done]\n": "cannot be read as YAML: could not",
    "credit: \x01\n": "typo.yaml cannot be read as YAML: ",
    "# @package nowhere\ncredit: 0.3\n": "@package nowhere is not _global_: leave the line away",
    "[" * 5000: "typo.yaml",
}
SAID_OF_ALL = {
    "sweeps:\n  army.morale: [0.3]\n": "mine.yaml: unknown sweeps; did you mean sweep?",
    "titel: Mine\nweeks: 3\n": "mine.yaml: unknown titel; did you mean title?",
    "": "mine.yaml sets nothing: give it a sweep or parameters, as in configs/experiment/_template",
    "# only words\n": "mine.yaml sets nothing",
    "name: mine\ntitle: Mine\n": "mine.yaml sets nothing",
    "sweep: [1, 2]\n": "mine.yaml: sweep is not of the form path: values",
    "sweep:\n  army.moral: [0.3]\n": "mine.yaml: unknown army.moral; did you mean army.mor",
    "replications: many\n": "mine.yaml: replications = many is not a whole number at least 1",
    "army: 0.3\n": "mine.yaml: army is a group of parameters, such as army.soldiers",
    "army:\n  moral: 0.3\n": "mine.yaml: unknown army.moral; did you mean army.morale?",
    "_target_: os.system\n": "mine.yaml: unknown _target_",
}


@pytest.fixture
def configs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of configs/ to write into."""
    folder = tmp_path / "copy" / "configs"
    shutil.copytree(ROOT / "configs", folder)
    monkeypatch.setattr(folders, "FOLDER", folder)
    return folder


@pytest.mark.parametrize("mark", ["", "\ufeff", "# @package _global_\n", "\ufeff# a mark\n"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_an_experiment_needs_no_line_for_hydra(configs: Path, mark: str, newline: str) -> None:
    text = (mark + MINE).replace("\n", newline)
    (configs / "experiment" / "mine.yaml").write_bytes(text.encode())
    study = load(["experiment=mine"])
    assert (study.title, study.replications, study.sweep.columns) == ("Mine", 16, ["army.morale"])
    assert "mine" in done(overview).out


def test_a_parameter_of_an_experiment_may_be_written_as_a_path(configs: Path) -> None:
    (configs / "experiment" / "mine.yaml").write_text("pressure.level: 0.6\narmy: {morale: 1e-1}\n")
    base = load(["experiment=mine"]).base
    assert (base.pressure.level, base.army.morale) == (0.6, 0.1)


def test_a_variant_is_a_few_lines_and_nothing_else(configs: Path) -> None:
    (configs / "lukashenko" / "mine.yaml").write_text("credit: 0.3\n")
    assert load(["lukashenko=mine"]).base.lukashenko.credit == 0.3


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_variant_is_named_and_nothing_is_carried_out(
    text: str, configs: Path, tmp_path: Path
) -> None:
    (configs / "lukashenko" / "typo.yaml").write_text(text)
    assert BROKEN[text] in mistake(run, *SMALL, "output=r", "lukashenko=typo")
    assert [path.name for path in tmp_path.iterdir()] == ["copy"]
    load([])  # and whoever does not ask for it is not disturbed


def test_a_variant_that_is_no_text_is_named(configs: Path) -> None:
    (configs / "lukashenko" / "typo.yaml").write_bytes(b"\x89PNG\r\n\xff\x00")
    assert "typo.yaml is not a text file in UTF-8" in mistake(run, "lukashenko=typo")


@pytest.mark.parametrize("text", SAID_OF_ALL)
def test_a_broken_experiment_is_named(text: str, configs: Path) -> None:
    (configs / "experiment" / "mine.yaml").write_text(text)
    assert SAID_OF_ALL[text] in mistake(sweep, *SMALL, "output=r", "experiment=mine")


def test_a_broken_experiment_does_not_hide_the_others(configs: Path) -> None:
    (configs / "experiment" / "mine.yaml").write_text("sweep: [\n")
    (configs / "army" / "mine.yaml").write_text("\t\x01")
    said = say(overview)
    assert said.status == 0
    assert "mine" in said.out
    assert "configs/experiment/mine.yaml, line 2, cannot be read as YAML" in said.out
    assert "P(entry) by army morale and Kremlin pressure" in said.out


def test_the_template_is_an_experiment_that_is_not_listed(configs: Path) -> None:
    assert "_template" not in done(overview).out
    shutil.copy(configs / "experiment" / "_template.yaml", configs / "experiment" / "mine.yaml")
    study = load(["experiment=mine"])
    assert (study.name, study.sweep.columns) == ("mine", ["army.morale", "lukashenko"])


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's own folder of configurations."""
    folder = tmp_path / "own"
    for group in ("experiment", "lukashenko"):
        (folder / group).mkdir(parents=True)
    monkeypatch.setenv(folders.OWN, str(folder))
    return folder


def test_a_users_own_folder_is_read_beside_ours(own: Path) -> None:
    (own / "experiment" / "mine.yaml").write_text(MINE)
    (own / "lukashenko" / "weary.yaml").write_text("# He is weary.\ncredit: 0.3\n")
    study = load(["experiment=mine", "lukashenko=weary"])
    assert (study.title, study.base.lukashenko.credit) == ("Mine (lukashenko=weary)", 0.3)
    assert {"mine", "weary"} <= {word.strip(",") for word in done(overview).out.split()}
    assert load(["lukashenko=cautious"]).base != load([]).base


def test_a_file_of_ones_own_is_checked_like_ours(own: Path) -> None:
    (own / "lukashenko" / "weary.yaml").write_text("amry: 0.3\n")
    said = mistake(run, "lukashenko=weary")
    assert said == f"{own}/lukashenko/weary.yaml: unknown amry; did you mean army?"


def test_no_name_stands_for_two_files(own: Path) -> None:
    (own / "lukashenko" / "cautious.yaml").write_text("credit: 0.3\n")
    said = mistake(run, "lukashenko=cautious")
    assert said.endswith("lukashenko=cautious is there already: give it another name")


def test_ones_own_folder_must_be_one_with_groups(own: Path, monkeypatch) -> None:
    (own / "minsk").mkdir()
    assert "minsk is no group: allowed in BELARUS_WAR_ENTRY_CONFIGS are army, " in mistake(run)
    monkeypatch.setenv(folders.OWN, str(own / "nowhere"))
    assert mistake(run).endswith("nowhere is not a folder: name one with experiment/, army/, ...")
