"""Long work says how far it is, how fast it goes and how long it still takes."""

import io
import re
from pathlib import Path
from unittest.mock import patch

import pytest

from experiments.engine.progress import HEARTBEAT, Progress, clock
from sim.machine.compiled import to_be_compiled


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def _after(seconds: float, progress: Progress, worlds: int) -> None:
    with patch("experiments.engine.progress.time.monotonic", lambda: progress.started + seconds):
        progress.advance(worlds)


def test_a_line_tells_worlds_rate_and_time_left() -> None:
    log = io.StringIO()
    progress = Progress(10_000, out=log)
    _after(2 * HEARTBEAT, progress, 2_500)
    assert log.getvalue() == "2,500 of 10,000 worlds (25%), 125 worlds/s, 1 min 00 s left\n"


def test_a_log_gets_a_line_now_and_then() -> None:
    log = io.StringIO()
    progress = Progress(1_000, out=log)
    for second in range(30):
        _after(second, progress, 10)
    assert len(log.getvalue().splitlines()) == int(29 // HEARTBEAT)
    assert "\r" not in log.getvalue()


def test_a_terminal_has_one_line_that_is_written_over() -> None:
    terminal = _Terminal()
    progress = Progress(100, out=terminal)
    _after(1, progress, 50)
    _after(2, progress, 50)
    progress.finish()
    assert terminal.getvalue().count("\n") == 1
    assert terminal.getvalue().count("\r") == 3


def test_the_rate_counts_only_what_was_lived_now() -> None:
    log = io.StringIO()
    progress = Progress(1_000, done=900, out=log)
    _after(HEARTBEAT, progress, 50)
    assert log.getvalue() == "950 of 1,000 worlds (95%), 5 worlds/s, 10.0 s left\n"


def test_the_last_line_says_how_long_it_took() -> None:
    log = io.StringIO()
    progress = Progress(100, out=log)
    progress.advance(100)
    progress.finish()
    assert re.fullmatch(
        r"100 of 100 worlds \(100%\), [\d,]+ worlds/s, done in [\d.]+ s\n", log.getvalue()
    )


@pytest.mark.parametrize("out", [io.StringIO, _Terminal])
def test_compiling_is_said_at_once_and_until_the_first_worlds_are_done(
    out: type[io.StringIO],
) -> None:
    said = out()
    progress = Progress(100, out=said, compiling=True)
    assert "compiling the model (once after a change of its source), 0.0 s" in said.getvalue()
    _after(2 * HEARTBEAT, progress, 0)
    assert "compiling the model (once after a change of its source), 20" in said.getvalue()
    _after(4 * HEARTBEAT, progress, 50)
    assert "50 of 100 worlds (50%)" in said.getvalue()


def test_the_model_is_to_be_compiled_while_the_cache_has_none_of_its_kernels(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("numba")
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(tmp_path))
    assert to_be_compiled()
    (tmp_path / "arithmetic.normal_cdf-197.py311.nbi").touch()  # at import, not by a kernel
    assert to_be_compiled()
    (tmp_path / "loops_compiled.world_uniforms-21.py311.nbi").touch()
    assert not to_be_compiled()


@pytest.mark.parametrize(
    ("seconds", "text"),
    [(0.26, "0.3 s"), (59.2, "59.2 s"), (61, "1 min 01 s"), (7260, "2 h 01 min")],
)
def test_durations_are_said_as_a_person_says_them(seconds: float, text: str) -> None:
    assert clock(seconds) == text
