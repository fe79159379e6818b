"""What is asked in two ways at once, or where nothing looks at it: refused, because it would be
passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from experiments.mistakes import UserError
from experiments.plan.columns import Sweep
from experiments.plan.config_files import read_config
from experiments.plan.files.folders import config_groups
from experiments.plan.values import Value
from sim.laws.given import covers
from sim.scenario import Scenario


@dataclass(frozen=True)
class Use:
    """Parameters that are looked at only where another has one of some values."""

    paths: tuple[str, ...]
    decides: str
    values: tuple[Value, ...]

    @property
    def told(self) -> str:
        """When they are looked at, within a sentence."""
        return f"with {self.decides} = {' or '.join(map(str, self.values))}"

    def looks(self, value: Value, weeks: int) -> bool:
        """Whether they are looked at where the other has a value, within so many weeks."""
        return value in self.values


@dataclass(frozen=True)
class Start(Use):
    """Where something starts: looked at only without a list that gives it from the first week."""

    values: tuple[Value, ...] = ((),)

    @property
    def told(self) -> str:
        """When it is looked at, within a sentence."""
        return f"without {self.decides}"


@dataclass(frozen=True)
class Law(Start):
    """The law by which something moves: looked at only where the list that gives it ends."""

    def looks(self, value: Value, weeks: int) -> bool:
        """Whether the law has a week of its own."""
        assert isinstance(value, tuple)
        return not covers(value, weeks)


@dataclass(frozen=True)
class Shock(Start):
    """What a shock does: looked at only where one arrives."""

    @property
    def told(self) -> str:
        """When it is looked at, within a sentence."""
        return f"with numbers in {self.decides}"

    def looks(self, value: Value, weeks: int) -> bool:
        """Whether one arrives."""
        return value != ()


USES = (
    Use(("pressure.final",), "pressure.path", ("rising", "ultimatum")),
    Use(("pressure.date", "pressure.duration"), "pressure.path", ("ultimatum",)),
    Law(("theatre.front_mean", "theatre.front_return", "theatre.front_spread"),
        "theatre.front_weekly"),
    Start(("theatre.contingent",), "theatre.contingent_weekly"),
    Start(("theatre.hosting",), "theatre.hosting_weekly"),
    Law(("lukashenko.hosting_gained", "lukashenko.hosting_lost", "opposition.sabotage"),
        "theatre.hosting_weekly"),
    Start(("theatre.border_defence",), "theatre.border_defence_weekly"),
    Law(("theatre.border_work", "theatre.border_alarm"), "theatre.border_defence_weekly"),
    Law(("lukashenko.west",), "lukashenko.west_weekly"),
    Shock(("public.shock", "public.shock_half_life"), "public.shocks"),
    Use(("choice.loss_aversion", "choice.curvature", "choice.weighting"),
        "choice.rule", ("prospect",)),
    Use(("putin.rationality", "lukashenko.rationality", "opposition.rationality"),
        "choice.rule", ("quantal", "prospect")),
)  # fmt: skip


def check_contradictions(sweep: Sweep, overrides: Iterable[str]) -> None:
    """Raise UserError for what is both set and swept, or swept beside a group that sets it."""
    columns = set(sweep.columns)
    for text in overrides:
        name = text.partition("=")[0].lstrip("+")
        if name in columns:
            raise UserError(f"{name} is both set ({text}) and swept: leave one of them out")
    for group, content in zip(sweep.columns, sweep.contents, strict=True):
        if group in config_groups():
            for choice in content.used():
                _check_group(group, str(choice), columns)


def check_used(
    sweep: Sweep,
    overrides: Iterable[str],
    bases: Iterable[Scenario],
    set_by: Mapping[str, str] | None = None,
) -> None:
    """Raise UserError for a parameter that is typed, swept or set by the experiment's file, and
    that no treatment looks at; `set_by` says which of them something else sets, and what.
    """
    given = {path: f"sweep.{path}" for path in sweep.columns}
    for text in overrides:
        name, _, value = text.partition("=")
        if name == "experiment" and value in config_groups()["experiment"]:
            file = read_config("experiment", value)
            given |= {path: f"{file.where}: {path}" for path in file.sets("experiment")}
        given[name.lstrip("+")] = text
    for path, setter in (set_by or {}).items():
        if path in given:
            raise UserError(f"{given[path]} would be passed over: {setter} sets {path}")
    scenarios = list(bases)
    weeks = max(int(float(str(each))) for each in _values("weeks", sweep, scenarios))
    for use in USES:
        values = _values(use.decides, sweep, scenarios)
        for path in use.paths:
            if path in given and not any(use.looks(value, weeks) for value in values):
                raise UserError(
                    f"{given[path]} would be passed over: it is looked at only {use.told}"
                )


def _values(path: str, sweep: Sweep, bases: Sequence[Scenario]) -> list[Value]:
    """What a parameter is in the treatments."""
    if path in sweep.columns:
        return sweep.contents[sweep.columns.index(path)].used()
    return [attrgetter(path)(base) for base in bases]


def _check_group(group: str, choice: str, columns: set[str]) -> None:
    both = read_config(group, choice).sets(group) & columns
    if both:
        path = min(both)
        raise UserError(f"{path} is swept, and {group}={choice}, also swept, sets it")
