"""A results folder: resolved configuration, manifest, shards of worlds, tables and figures - or it does not exist."""

from __future__ import annotations

import importlib.metadata
import json
import platform
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import yaml

from experiments.config import Study
from experiments.counts import Counts
from experiments.faults import UserError
from experiments.shards import finished_chunks, read_counts, whole
from experiments.treatments import Treatment, digest
from sim.parameters import ScenarioError, table
from sim.scenario import Scenario

FORMAT = 1  # of the folder; a folder of another format is refused
_PACKAGES = ("belarus-war-entry", "mesa", "numpy", "scipy", "numba", "pyarrow", "hydra-core")


@dataclass(frozen=True)
class Results:
    """The folder of a study."""

    folder: Path

    @property
    def manifest(self) -> dict[str, Any]:
        """What the folder says of itself; raises UserError where it is not a results folder or is damaged."""
        path = self.folder / "manifest.json"
        if not path.is_file():
            raise UserError(f"{self.folder} is not a results folder: it has no manifest.json")
        try:
            manifest = json.loads(path.read_text(encoding="utf-8"))
            if manifest["format"] != FORMAT:
                raise UserError(f"{path} is of format {manifest['format']}; this program reads format {FORMAT}")
        except (ValueError, KeyError, TypeError):
            raise UserError(f"{path} is damaged: it cannot be read as a manifest") from None
        return dict(manifest)

    def scenario(self, treatment: Mapping[str, Any]) -> Scenario:
        """The scenario of one of the manifest's treatments; raises UserError where the folder is damaged."""
        try:
            return Scenario().but({path: _plain(value) for path, value in {**self.manifest["parameters"], **treatment["changes"]}.items()})
        except (ScenarioError, KeyError, TypeError) as mistake:
            raise UserError(f"{self.folder / 'manifest.json'} does not fit this program: {mistake}") from None

    def counts(self, key: str, weeks: int, replications: int) -> Counts:
        """The counts of a treatment's first `replications` worlds, from its finished chunks."""
        counts = Counts.none(weeks)
        for chunk in finished_chunks(self.folder):
            if chunk.treatment == key and chunk.stop <= replications:
                counts.add(read_counts(self.folder, chunk, weeks))
        return counts


def folder_of(study: Study) -> Path:
    """Where a study is kept: `output`, or results/NAME-HASH."""
    if study.output is not None:
        return Path(study.output)
    return Path("results") / f"{study.name}-{digest(_identity(study))}"


def open_folder(study: Study, treatments: Sequence[Treatment]) -> Results:
    """The study's folder, made or found again; raises UserError where it holds something else or another study."""
    results = Results(folder_of(study))
    if results.folder.exists():
        _check_same(results, study)
    for name in ("worlds", "counts", "figures"):
        (results.folder / name).mkdir(parents=True, exist_ok=True)
    write_text(results.folder / "config.yaml", yaml.safe_dump(_config(study), sort_keys=False))
    write_manifest(results, study, treatments, complete=False)
    return results


def write_manifest(results: Results, study: Study, treatments: Sequence[Treatment], complete: bool, seconds: float | None = None) -> None:
    """Write what the folder says of itself."""
    manifest = {
        "format": FORMAT,
        "experiment": study.name,
        "title": study.title,
        "complete": complete,
        "swept": study.sweep.columns,
        "treatments": [_treatment(study, each) for each in treatments],
        "replications": study.replications,
        "seed": study.seed,
        "weeks": study.base.weeks,
        "start": study.base.start,
        "identity": _identity(study),
        "parameters": _parameters(study.base),
        "arguments": list(study.arguments),
        "wall_seconds": None if seconds is None else round(seconds, 2),
        "workers": study.workers,
        "commit": _commit(),
        "python": platform.python_version(),
        "versions": {name: _version(name) for name in _PACKAGES},
    }
    write_text(results.folder / "manifest.json", json.dumps(manifest, indent=2) + "\n")


def write_text(path: Path, text: str) -> None:
    """Write a text file whole or not at all."""
    with whole(path) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def _identity(study: Study) -> dict[str, Any]:
    """What makes two runs the same study: everything but the swept values and how many worlds are lived."""
    swept = set(study.sweep.columns)
    parameters = {path: value for path, value in _parameters(study.base).items() if path not in swept}
    return {"name": study.name, "seed": study.seed, "swept": sorted(swept), "parameters": parameters}


def _parameters(scenario: Scenario) -> dict[str, Any]:
    return {row.path: _plain(row.value) for row in table(scenario)}


def _treatment(study: Study, treatment: Treatment) -> dict[str, Any]:
    base, here = _parameters(study.base), _parameters(treatment.scenario)
    return {
        "key": treatment.key,
        "values": {path: _plain(value) for path, value in treatment.values.items()},
        "changes": {path: value for path, value in here.items() if value != base[path]},
    }


def _check_same(results: Results, study: Study) -> None:
    if results.folder.is_dir() and not any(results.folder.iterdir()):
        return
    if not (results.folder / "manifest.json").is_file():
        raise UserError(f"output = {results.folder} holds something else: name a new or empty folder, or a results folder")
    before, now = results.manifest["identity"], json.loads(json.dumps(_identity(study)))
    differences = _differences(before, now)
    if differences:
        raise UserError(f"{results.folder} holds another study; it differs in {'; '.join(differences[:6])}. Name another output folder")


def _differences(before: Mapping[str, Any], now: Mapping[str, Any]) -> list[str]:
    flat = [{**{key: value for key, value in each.items() if key != "parameters"}, **each["parameters"]} for each in (before, now)]
    paths = sorted(flat[0].keys() | flat[1].keys())
    return [f"{path} ({flat[0].get(path)} there, {flat[1].get(path)} now)" for path in paths if flat[0].get(path) != flat[1].get(path)]


def _config(study: Study) -> dict[str, Any]:
    settings = {name: getattr(study, name) for name in ("name", "title", "replications", "seed")}
    sweep = {path: [_plain(value) for value in values] for path, values in study.sweep.values.items()}
    return {**settings, "sweep": sweep, **_listed(asdict(study.base))}


def _listed(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: _listed(value) if isinstance(value, Mapping) else _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _version(package: str) -> str | None:
    try:
        return importlib.metadata.version(package)
    except importlib.metadata.PackageNotFoundError:
        return None


def _commit() -> str | None:
    """The commit of the program, with a plus where files have changed since."""
    here = Path(__file__).parent
    try:
        says = subprocess.run(
            ["git", "describe", "--always", "--dirty=+", "--abbrev=12"], cwd=here, capture_output=True, text=True, timeout=10
        )
    except OSError:
        return None
    return says.stdout.strip() or None
