"""Worlds are picked by what there is to see in them, from a folder or from a scenario lived now."""

import re
from pathlib import Path

import pytest

from experiments import replay, run, sweep
from experiments.why.tales.asked import asked
from experiments.why.tales.chronicle import Chronicle, lived
from experiments.why.tales.picks import PICKS, picked
from experiments.why.tales.source import Source, source_of
from sim.world import Fate
from tests.experiments.commands import SMALL, done, mistake, scenario, worlds

pytestmark = pytest.mark.long

NOW = ("population=small", "worlds=200")
SEVERE = (*NOW, "pressure=severe")


def _picked(*arguments: str) -> tuple[Source, int, Chronicle]:
    wish = asked(arguments)
    source = source_of(wish)
    world, _ = picked(wish, source)
    return source, world, lived(source.scenario, source.seed, source.first + world)


def test_every_pick_is_explained_and_every_explanation_is_one() -> None:
    told = re.findall(r"^  ([a-z_]+)  +[a-z]", replay.HELP, flags=re.MULTILINE)
    assert told == list(PICKS)


def test_entry_is_the_middle_one_by_week() -> None:
    source, world, life = _picked(*SEVERE, "pick=entry")
    entered = source.rows[source.rows["outcome"].isin(["limited_entry", "full_entry"])]
    assert life.outcome in ("limited_entry", "full_entry")
    assert life.ended is not None
    week = entered.loc[entered["world"] == world, "week"].iloc[0]
    assert week == life.ended.week
    assert (entered["week"] < week).mean() <= 0.5 <= (entered["week"] <= week).mean()


def test_a_failed_order_fails_without_a_mutiny() -> None:
    *_, life = _picked(*SEVERE, "pick=failed_order")
    assert life.failures
    assert life.outcome != "mutiny"


def test_a_refusal_costs_him_his_rule_though_he_ordered_nothing() -> None:
    *_, life = _picked(*NOW, "pressure=maximum", "pick=refusal")
    assert life.outcome == "replaced"
    assert life.ultimatums
    assert not any(moment.order for moment in life.moments)


def test_whom_moscow_removes_it_was_trying_to_replace() -> None:
    *_, life = _picked(*SEVERE, "pick=removed")
    assert life.fell is not None
    assert life.fell is life.ended
    assert life.fate == "removed"
    assert life.fell.stands["putin"] == "replace"


def test_who_was_saved_entered_under_severe_pressure_and_is_in_power() -> None:
    source, world, life = _picked(*SEVERE, "pick=saved")
    assert life.entered is not None
    assert life.fate == "in_power"
    assert life.entered.state["pressure"] >= 0.8
    row = source.rows.set_index("world").loc[world]
    assert (row["outcome"], row["week"]) == (life.outcome, life.entered.week)


def test_who_was_ruined_fell_within_a_year_of_entry() -> None:
    *_, life = _picked(*SEVERE, "weeks=104", "pick=ruined")
    assert life.entered is not None
    assert life.fell is not None
    assert 0 <= life.fell.week - life.entered.week <= 52


def test_worlds_that_are_lived_again_fell_as_their_chronicles_say() -> None:
    source = source_of(
        asked(("population=small", "pressure=severe", "worlds=40", "weeks=104", "pick=random"))
    )
    for row in source.followed(source.rows.head(40)).to_dict("records"):
        life = lived(source.scenario, source.seed, source.first + int(row["world"]))
        assert row["fell"] == (-1 if life.fell is None else life.fell.week)
        assert Fate(int(row["fate"])).name.lower() == life.fate
        if life.ended is not None:
            assert row["felt"] == life.ended.state["pressure"]


def test_the_closest_call_had_the_greatest_chance_of_entry() -> None:
    source, world, life = _picked(*SEVERE, "pick=closest_call")
    assert life.outcome == "no_entry"
    rows = source.rows[source.rows["outcome"] == "no_entry"].set_index("world")
    chance = rows["chance_limited_entry"] + rows["chance_full_entry"]
    assert chance[world] == chance.max() > 0


def test_a_quiet_year_has_the_fewest_changes_of_rung() -> None:
    source, world, life = _picked(*NOW, "pick=quiet")
    assert life.outcome == "no_entry"
    assert not life.ultimatums
    rungs = [moment.stands["lukashenko"] for moment in life.moments]
    changes = sum(one != other for one, other in zip(["host", *rungs], rungs, strict=False))
    others = source.rows[
        (source.rows["outcome"] == "no_entry") & source.rows["ultimatum_week"].isna()
    ]["world"]
    counted = source.changes_of_rung([int(each) for each in others])
    assert changes == min(counted) == counted[list(others).index(world)]


def test_the_same_draw_picks_the_same_world_and_others_pick_others() -> None:
    found = [_picked(*NOW, "pick=random", f"draw={draw}")[1] for draw in (1, 1, 2, 3, 4)]
    assert found[0] == found[1]
    assert len(set(found)) > 1


def test_a_folder_and_its_scenario_give_the_same_pick(tmp_path: Path) -> None:
    done(run, "population=small", "workers=1", "pressure=severe", "replications=200", "output=r")
    for pick in ("entry", "failed_order", "saved", "ruined", "closest_call", "random"):
        lines = [
            done(replay, *source, f"pick={pick}").out.splitlines()[1:]
            for source in (["r"], list(SEVERE))
        ]
        assert lines[0] == lines[1]


def test_the_closest_call_is_found_where_endings_were_drawn(levels: Path) -> None:
    told = done(replay, levels, "pick=closest_call", "pressure.level=0.8").out
    world = int(re.match(r"World (\d+) ", told)[1])  # type: ignore[index]
    rows = worlds(levels)
    row = rows[(rows["pressure.level"] == 0.8) & (rows["world"] == world)].iloc[0]
    assert row["outcome"] == "no_entry"
    assert "whose chance of entry was greatest" in " ".join(told.split())


def test_worlds_of_a_stripe_are_picked_from_their_own(tmp_path: Path) -> None:
    many = "sweep.pressure.level=linspace(0.7,1,201)"
    done(sweep, *SMALL, "weeks=20", "replications=4", many, "output=r")
    assert "World " in done(replay, "r", "pick=random", "pressure.level=1").out


def test_a_scenario_is_told_as_experiments_run_names_it() -> None:
    forced = "force=week 3: putin=ultimatum; first ultimatum: lukashenko=refuse for 52 weeks"
    typed = ("population=small", "weeks=30", "army.morale=0.5", forced)
    told = done(replay, *typed, "world=3").out
    assert source_of(asked(typed)).scenario == scenario(*typed)
    assert "Lukashenko refuses (forced, freely " in told
    assert "After 30 weeks: " in told or "Week " in told.splitlines()[-1]


def test_a_range_of_weeks_is_told_and_one_number_of_weeks_is_the_horizon() -> None:
    whole = done(replay, "population=small", "weeks=30").out
    some = done(replay, "population=small", "weeks=30", "detail=full", "weeks=10-12").out
    assert "After 30 weeks: " in whole
    assert "After 30 weeks: " in some
    assert "From 15 February 2023: " in some


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        (["pick=peace"], "pick = peace is not one of entry, failed_order, refusal, removed, "),
        (["pick=entry", "world=3"], "ask for a world by world or by pick, not both"),
        (["pick=quiet", "draw=2"], "draw is for pick=random"),
        (["draw=2"], "draw is for pick=random"),
        (["pick=random", "draw=-1"], "draw = -1 is not a whole number from 0"),
        (["pick=entry", "worlds=0"], "worlds = 0 is not a whole number from 1"),
        (["world=3", "worlds=5"], "worlds is how many to pick from"),
        (["detail=brief"], "detail = brief is not one of short, full"),
        (["format=html"], "format = html is not one of text, markdown"),
        (["figure=yes"], "figure = yes is not one of false, true"),
        (["weeks=20-10"], "weeks = 20-10 ends before it begins"),
        (["weeks=52-60"], "weeks = 52-60 is beyond the last week: they go from 0 to 51"),
        (["pressure=sever"], "pressure = sever is not one of"),
        (["sweep.army.morale=[0.3,0.4]"], "a replay is of one scenario: leave out what is swept"),
        (["army.morale=7"], "army.morale = 7 is outside [0, 1]"),
        ([], "name a results folder or a scenario"),
    ],
)
def test_what_cannot_be_told_is_said_in_one_line(typed: list[str], says: str) -> None:
    assert says in mistake(replay, *typed)


def test_where_no_world_is_like_that_it_is_said_what_there_is() -> None:
    line = mistake(replay, "population=small", "pressure=none", "worlds=50", "pick=failed_order")
    assert line.startswith("pick = failed_order: none of 50 worlds is like that; there are worlds ")
    assert "closest_call, quiet and random; outcomes: no_entry " in line


def test_a_folder_in_which_no_world_is_finished_has_none_to_pick(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    for path in [*Path("r/worlds").iterdir(), *Path("r/counts").iterdir()]:
        path.unlink()
    assert "no world of this treatment is finished" in mistake(replay, "r", "pick=entry")
    assert "World 3 of run" in done(replay, "r", "world=3").out


def test_worlds_are_not_lived_where_a_folder_has_them(levels: Path) -> None:
    assert "the folder has its own worlds" in mistake(replay, levels, "pick=entry", "worlds=9")


def test_a_figure_is_drawn_where_the_world_comes_from(tmp_path: Path) -> None:
    done(run, *SMALL, "output=r")
    for arguments, folder in (
        (("r", "world=1"), "r/figures/histories"),
        (("population=small", "weeks=6", "world=1"), "results/histories"),
    ):
        said = done(replay, *arguments, "figure=true").out.strip().splitlines()[-1]
        path = Path(said.removeprefix("Figure: "))
        assert path.parent == Path(folder)
        assert [path.with_suffix(each).is_file() for each in (".png", ".svg", ".csv")] == [True] * 3
