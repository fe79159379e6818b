"""The Pythons that are promised are named alike everywhere; no file leans on one system."""

import re
import tomllib
from pathlib import Path

import pytest

from tests.imports import ROOT, files, imported

PROMISED = ("3.11", "3.12", "3.13")
LINUX_OR_UNIX_ONLY = {"fcntl", "resource", "grp", "pwd"}


def _text(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_package_names_every_promised_python_and_no_other() -> None:
    project = tomllib.loads(_text("pyproject.toml"))["project"]
    prefix = "Programming Language :: Python :: "
    named = [each.removeprefix(prefix) for each in project["classifiers"] if prefix in each]
    assert named == list(PROMISED)
    assert project["requires-python"] == ">=3.11,<3.14"


def test_make_and_continuous_integration_and_the_readme_name_them_too() -> None:
    assert "(3, 11) <= sys.version_info[:2] <= (3, 13)" in _text("Makefile")
    assert f"for VERSION in {' '.join(PROMISED)}; do" in _text(".ci/other-pythons")
    for name in ("Makefile", "README.md"):
        assert "Python 3.11, 3.12 or 3.13" in _text(name)


def test_every_dependency_ends_below_what_the_tests_have_not_seen() -> None:
    for asked in tomllib.loads(_text("pyproject.toml"))["project"]["dependencies"]:
        assert re.search(r",<\d+(\.\d+)?$", asked), asked


@pytest.mark.parametrize("path", files("sim", "experiments"), ids=lambda path: path.stem)
def test_what_one_system_alone_has_is_not_leant_on(path: Path) -> None:
    assert not {name.partition(".")[0] for name in imported(path)} & LINUX_OR_UNIX_ONLY
    assert not re.search(r"/proc/|os\.fork\(", path.read_text(encoding="utf-8"))
