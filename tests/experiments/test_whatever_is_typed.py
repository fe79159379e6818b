"""Whatever is typed, within the ranges it is lived, and beyond them it is refused in one line."""

from importlib import import_module

import numpy as np
import pytest

from experiments.__main__ import COMMANDS
from experiments.mistakes import UserError
from experiments.plan.compose import load
from experiments.plan.contradictions import USES
from sim import Scenario, simulate
from sim.estimates.intervals import ESTIMATORS
from sim.laws.given import SHOCKS, WEEKLY
from sim.parameters import Row, table
from tests.experiments.commands import say
from tests.ranges import SIZES

pytestmark = pytest.mark.long

RULES = ("quantal", "best_response", "prospect")
FEW = ("army.soldiers=64", "public.citizens=64")
WORDS = {"force", "pressure.path", "choice.rule"}
SERIES = {"pressure.weekly", *WEEKLY, SHOCKS}
DECIDED = {path for use in USES for path in use.paths}  # refused where nothing looks at them
APART = {*SIZES, *WORDS, *SERIES, *DECIDED, "public.opposed", "public.in_favour"}
ROWS = [row for row in table(Scenario()) if row.path not in APART]
BEYOND = ("nan", "inf", "-inf", "1e400", "a_word", "null", "true", "[]", "{a: 1}")
WRONG = (
    ["nope"],
    ["--nope"],
    ["=1"],
    ["nope=1"],
    [""],
    ["/dev/null"],
    [".."],
    ["results/nowhere", "world=one"],
    ["\x1b[31mred=1"],
    ["army.morale=\x1b]0;title\x07"],
    ["output=\x9b2J"],
    ["title=\udc80"],
    ["event=\x1b[2J<1"],
    ["lukashenko=\n\x1b[2J"],
    ["sweep.\x1b[2J=[1]"],
    ["design=\x1b.csv"],
    ["army.morale=[", "army.morale=0.1"],
    ["army.morale=${oc.env:HOME}"],
    ["hydra.run.dir=/tmp", "hydra.searchpath=[/tmp]"],
)


def _number(row: Row, rng: np.random.Generator) -> float | int:
    low, high = float(row.low or 0.0), 10.0 if row.high is None else float(row.high)
    if isinstance(row.value, int):
        return int(rng.integers(int(low), int(high) + 1))
    return float(rng.choice([low, high, rng.uniform(low, high)]))


def _within(row: Row, rng: np.random.Generator) -> str:
    if isinstance(row.value, tuple):
        return f"{row.path}=[{','.join(str(_number(row, rng)) for _ in row.value)}]"
    return f"{row.path}={_number(row, rng)}"


def _looked_at(rule: str) -> list[Row]:
    """The parameters that only some rules of choice look at."""
    paths = {path for use in USES if rule in use.values for path in use.paths}
    return [row for row in table(Scenario()) if row.path in paths]


@pytest.mark.parametrize("rule", RULES)
@pytest.mark.parametrize("estimator", ESTIMATORS)
@pytest.mark.parametrize("luck", range(2))
def test_a_set_of_numbers_within_the_ranges_is_lived(rule: str, estimator: str, luck: int) -> None:
    rng = np.random.default_rng([luck, RULES.index(rule), ESTIMATORS.index(estimator)])
    overrides = [_within(row, rng) for row in rng.permutation(np.array(ROWS, dtype=object))[:60]]
    weeks, used = rng.integers(1, 9), [_within(row, rng) for row in _looked_at(rule)]
    base = load([*FEW, f"choice={rule}", f"weeks={weeks}", *overrides, *used]).base
    outcomes = simulate(base, 16, seed=luck, estimator=estimator)
    entry = outcomes.entry()
    assert 0 <= entry.low <= entry.probability <= entry.high <= 1, overrides
    for name, values in vars(outcomes.histories).items():
        values = np.asarray(values)
        assert not (values.dtype.kind == "f" and np.isnan(values).any()), (name, overrides)


@pytest.mark.parametrize("luck", range(16))
def test_a_number_beyond_its_range_is_refused_in_one_line(luck: int) -> None:
    rng = np.random.default_rng(luck)
    row = ROWS[rng.integers(len(ROWS))]
    ends = [end + step for end, step in ((row.low, -1), (row.high, 1)) if end is not None]
    value = rng.choice([*map(str, ends), *BEYOND])
    with pytest.raises(UserError) as mistake:
        load([*FEW, f"{row.path}={value}"])
    assert row.path.split(".")[-1] in str(mistake.value)
    assert len(str(mistake.value).splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("arguments", WRONG, ids=ascii)
def test_no_command_meets_a_mistake_with_a_traceback(command: str, arguments: list[str]) -> None:
    said = say(import_module(f"experiments.{command}"), *arguments, figures=True)
    assert said.status in (1, 2), said
    assert said.err.startswith("error: ")
    assert said.err.endswith("\n")
    assert said.err[:-1].isprintable(), said.err
