"""A results folder: resolved configuration, manifest, shards of worlds, tables and figures - or it
does not exist.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from experiments.config import Study
from experiments.faults import UserError
from experiments.manifest import FORMAT, config_of, identity
from experiments.treatments import Treatment, digest
from experiments.whole_files import write_text
from sim.parameters import ScenarioError
from sim.scenario import Scenario


@dataclass(frozen=True)
class Results:
    """The folder of a study."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself.

        Raises UserError where it is not a results folder or is damaged.
        """
        path = self.folder / "manifest.json"
        if not path.is_file():
            raise UserError(f"{self.folder} is not a results folder: it has no manifest.json")
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if manifest["format"] != FORMAT:
                raise UserError(
                    f"{path} is of format {manifest['format']}; this program reads format {FORMAT}"
                )
            for key in ("experiment", "treatments", "seed", "identity", "parameters", "estimator"):
                manifest[key]
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{path} is damaged: it cannot be read as a manifest") from None
        return dict(manifest)

    def scenario(self, treatment: Mapping[str, Any]) -> Scenario:
        """The scenario of one of the manifest's treatments.

        Raises UserError where the folder is damaged.
        """
        return self._scenario(self.manifest, treatment)

    def _scenario(self, manifest: Mapping[str, Any], treatment: Mapping[str, Any]) -> Scenario:
        try:
            return Scenario().but({**manifest["parameters"], **treatment["changes"]})
        except (ScenarioError, KeyError, TypeError) as mistake:
            raise UserError(
                f"{self.folder / 'manifest.json'} does not fit this program: {mistake}"
            ) from None

    @property
    def shares(self) -> str:
        """A pattern that this folder and the other shares of its study match."""
        return str(
            self.folder.with_name(re.sub(r"\.shard-\d+-of-", ".shard-*-of-", self.folder.name))
        )

    def treatments(self) -> list[Treatment]:
        """The treatments of the manifest; raises UserError where the folder is damaged."""
        manifest = self.manifest
        return [
            Treatment(
                _values(each),
                self._scenario(manifest, each),
                manifest["seed"],
                manifest["estimator"],
            )
            for each in manifest["treatments"]
        ]


def folder_of(study: Study) -> Path:
    """Where a study is kept: `output`, or results/NAME-HASH.

    A share of the work has a folder of its own.
    """
    folder = (
        Path("results") / f"{study.name}-{digest(identity(study))}"
        if study.output is None
        else Path(study.output)
    )
    if study.shard is None:
        return folder
    number, of = study.shard
    return folder.with_name(f"{folder.name}.shard-{number:0{len(str(of))}d}-of-{of}")


def open_folder(study: Study) -> Results:
    """The study's folder, made or found again.

    Raises UserError where it holds something else or another study.
    """
    results = Results(folder_of(study))
    if results.folder.exists():
        check_same(results, study)
    for name in ("worlds", "counts", "figures"):
        (results.folder / name).mkdir(parents=True, exist_ok=True)
    return results


def write_config(results: Results, study: Study) -> None:
    """Write the resolved configuration."""
    write_text(results.folder / "config.yaml", yaml.safe_dump(config_of(study), sort_keys=False))


def write_manifest(results: Results, manifest: Mapping[str, Any]) -> None:
    """Write what the folder says of itself."""
    write_text(results.folder / "manifest.json", json.dumps(manifest, indent=1) + "\n")


def check_same(results: Results, study: Study) -> None:
    """Raise UserError, with the differences, where a folder holds anything but this study."""
    if results.folder.is_dir() and all(
        path.is_dir() or path.name.startswith(".") for path in results.folder.rglob("*")
    ):
        return  # nothing is there yet
    if not (results.folder / "manifest.json").is_file():
        raise UserError(
            f"output = {results.folder} holds something else: name a new or empty folder, "
            "or a results folder"
        )
    before, now = results.manifest["identity"], json.loads(json.dumps(identity(study)))
    differences = _differences(before, now)
    if differences:
        raise UserError(
            f"{results.folder} holds another study; it differs in "
            f"{'; '.join(differences[:6])}. Name another output folder"
        )


def _values(treatment: Mapping[str, Any]) -> dict[str, Any]:
    return {
        path: tuple(value) if isinstance(value, list) else value
        for path, value in treatment["values"].items()
    }


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    flat = [
        {**{key: value for key, value in each.items() if key != "parameters"}, **each["parameters"]}
        for each in (before, now)
    ]
    paths = sorted(flat[0].keys() | flat[1].keys())
    return [
        f"{path} ({flat[0].get(path)} there, {flat[1].get(path)} now)"
        for path in paths
        if flat[0].get(path) != flat[1].get(path)
    ]
