"""The same study leaves the same bytes, whatever the number of processes and however many
steps it took.
"""

from pathlib import Path

from experiments import run, sweep
from tests.experiments.commands import TABLES, done, worlds, written

PAIR = ("sweep.pressure.level=[0.4,1]", "population=small", "weeks=8")


def _tables(folder: Path) -> dict[str, bytes]:
    return {name: (folder / f"{name}.csv").read_bytes() for name in TABLES}


def test_one_process_and_two_leave_the_same_bytes(tmp_path: Path) -> None:
    for workers in (1, 2):
        done(sweep, *PAIR, "replications=300", f"workers={workers}", f"output={workers}")
    assert written(tmp_path / "1") == written(tmp_path / "2")
    assert (tmp_path / "1" / "config.yaml").read_bytes() == (
        tmp_path / "2" / "config.yaml"
    ).read_bytes()


def test_worlds_lived_at_once_or_in_two_steps_are_the_same(tmp_path: Path) -> None:
    done(sweep, *PAIR, "replications=3000", "workers=1", "output=at_once")
    done(sweep, *PAIR, "replications=1000", "workers=1", "output=in_steps")
    said = done(sweep, *PAIR, "replications=3000", "workers=1", "output=in_steps")
    assert "continuing" in said.err
    assert _tables(tmp_path / "at_once") == _tables(tmp_path / "in_steps")
    assert worlds(tmp_path / "at_once").equals(worlds(tmp_path / "in_steps"))


def test_asked_for_again_nothing_is_lived_again(tmp_path: Path) -> None:
    first = done(run, *PAIR, "replications=50", "workers=1", "output=r")
    before = written(tmp_path / "r")
    again = done(run, *PAIR, "replications=50", "workers=1", "output=r")
    assert again.out == first.out
    assert "worlds/s" not in again.err
    assert written(tmp_path / "r") == before


def test_other_luck_is_other_worlds(tmp_path: Path) -> None:
    for seed in (1, 2):
        done(run, *PAIR, "replications=50", "workers=1", f"seed={seed}", f"output={seed}")
    assert not worlds(tmp_path / "1")["peak_protest"].equals(worlds(tmp_path / "2")["peak_protest"])


def test_without_an_output_the_folder_is_named_by_the_study_and_its_configuration(
    tmp_path: Path,
) -> None:
    few = ("population=small", "weeks=3", "replications=4", "workers=1")
    done(run, *few)
    done(run, *few, "army.morale=0.3")
    done(run, *few, "replications=5")
    names = sorted(path.name for path in (tmp_path / "results").iterdir())
    assert len(names) == 2
    assert all(name.startswith("run-") for name in names)


def test_fewer_worlds_than_are_kept_are_the_first_of_them(tmp_path: Path) -> None:
    done(run, *PAIR, "replications=20", "workers=1", "output=fresh")
    done(run, *PAIR, "replications=50", "workers=1", "output=r")
    done(run, *PAIR, "replications=20", "workers=1", "output=r")
    assert _tables(tmp_path / "fresh") == _tables(tmp_path / "r")
