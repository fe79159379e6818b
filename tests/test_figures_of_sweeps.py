"""Figures of sweeps: titles of all treatments, the right ones drawn, one scale, honest captions."""

import itertools
from dataclasses import replace

import pandas as pd
import pytest

from experiments.figures import blocked, draw_all, entry, fans, incidence, outcomes, time_to_entry
from experiments.figures.drawing.canvas import style
from experiments.figures.drawing.captions import BOUNDS, STORY, sure
from experiments.figures.drawing.choosing import chosen, extremes, two_way
from experiments.figures.drawing.reading import read
from experiments.figures.drawing.tables import NotDrawn
from experiments.words.parameters import LEVELS
from tests.test_figures import ALWAYS, save_results, share

MANY = 40
PRESSURES = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
MORALES = (0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def swept(folder, entered, path="army.morale"):
    """A sweep of one number with so many entries at each of its values."""
    treatments = [(place / 100,) for place in range(len(entered))]
    return save_results(folder, (path,), treatments, entered)


def change(folder, name, column, kind, count, **where):
    """Let a kind of one treatment have so many worlds."""
    table = pd.read_csv(folder / f"{name}.csv")
    rows = table[column] == kind
    for path, value in where.items():
        rows &= table[path.replace("_", ".", 1)] == value
    for key, value in share(count).items():
        table.loc[rows, key] = value
    table.to_csv(folder / f"{name}.csv", index=False)


def title(figure, tables):
    with style():
        drawn = next(iter(figure.draw(tables)))
    return " ".join(drawn.figure.texts[0].get_text().replace("\xa0", " ").split())


def texts(picture):
    return " ".join(" ".join(each.get_text() for each in picture.figure.texts).split())


def test_the_rarest_and_the_most_frequent_entry_are_always_drawn(tmp_path):
    entered = [100 + place for place in range(MANY)]
    entered[17], entered[22] = 3, 390
    tables = read(swept(tmp_path, entered))
    drawn, note = chosen(tables, 9)
    assert len(drawn) == 9
    assert set(extremes(tables)) == {(0.17,), (0.22,)} <= set(drawn)
    assert f"9 of the {MANY} treatments" in note


def test_named_levels_of_pressure_are_always_drawn(tmp_path):
    treatments = [(round(place / 20, 2),) for place in range(21)]
    folder = save_results(tmp_path, ("pressure.level",), treatments, range(10, 31))
    drawn, _ = chosen(read(folder), 9)
    assert {(level,) for level in LEVELS} <= set(drawn)


def test_of_a_grid_whole_rows_and_columns_are_drawn_with_its_extremes(tmp_path):
    treatments = list(itertools.product(MORALES, PRESSURES))
    entered = [50] * len(treatments)
    entered[treatments.index((0.3, 0.8))], entered[treatments.index((0.6, 0.2))] = 390, 2
    folder = save_results(tmp_path, ("army.morale", "pressure.level"), treatments, entered)
    tables = read(folder)
    assert two_way(tables) == ("army.morale", "pressure.level")
    drawn, _ = chosen(tables, 9)
    down, along = ({each[place] for each in drawn} for place in (0, 1))
    assert {(0.3, 0.8), (0.6, 0.2)} <= set(drawn)
    assert set(drawn) == set(itertools.product(down, along))


def test_a_title_counts_treatments_that_are_not_drawn(tmp_path):
    folder = swept(tmp_path, [50] * MANY, path="army")
    tables = read(folder)
    tables.summary["army"] = tables.summary["army"].astype(str)
    tables.blocked["army"] = tables.blocked["army"].astype(str)
    drawn, _ = chosen(tables, 24)
    unseen = next(each for each in tables.treatments if each not in drawn)
    rows = (tables.blocked["army"] == unseen[0]) & (tables.blocked["blocked"] == "regime_fell")
    tables.blocked.loc[rows, "probability"] = 0.99
    assert title(blocked, tables).endswith(
        f"Lukashenko declined in {MANY - 1} of {MANY} treatments"
    )


def test_the_title_of_the_endings_names_an_extreme_that_is_not_drawn(tmp_path):
    folder = swept(tmp_path, [50] * MANY)
    drawn, _ = chosen(read(folder), 9)
    hidden = next(place / 100 for place in range(MANY) if (place / 100,) not in drawn)
    change(folder, "summary", "outcome", "mutiny", 200, army_morale=hidden)
    assert title(incidence, read(folder)).endswith(
        f"of the other endings most is mutiny, to 50 % at army morale {hidden:g}"
    )


def test_the_title_of_a_state_is_about_all_treatments(tmp_path):
    folder = swept(tmp_path, [50] * MANY)
    drawn, _ = chosen(read(folder), 9)
    hidden = next(place / 100 for place in range(MANY) if (place / 100,) not in drawn)
    table = pd.read_csv(folder / "weekly.csv")
    rows = (table["army.morale"] == hidden) & (table["quantity"] == "backing")
    table.loc[rows, "q50"] = 0.69
    table.to_csv(folder / "weekly.csv", index=False)
    assert title(fans, read(folder)).endswith(f"and highest, 0.69 at army morale {hidden:g}")


def test_treatments_that_look_alike_are_one_panel_that_says_so(tmp_path):
    with style():
        picture = next(fans.draw(read(swept(tmp_path, [50] * 4))))
    assert "much the same in all 4 treatments" in texts(picture)
    assert len(picture.figure.axes) == 1


@pytest.mark.parametrize("figure", [outcomes, blocked])
def test_an_inch_is_the_same_share_in_every_column(tmp_path, figure):
    with style():
        (picture,) = figure.draw(read(swept(tmp_path, [8, 240])))
    columns = picture.figure.axes
    widths = picture.figure.axes[0].get_gridspec().get_width_ratios()
    scales = [axes.get_xlim()[1] / width for axes, width in zip(columns, widths, strict=True)]
    assert len(scales) > 2
    assert scales == pytest.approx([scales[0]] * len(scales))


def test_panels_of_endings_and_of_states_share_their_heights(tmp_path):
    tables = read(swept(tmp_path, [8, 100, 240]))
    with style():
        for picture in (next(incidence.draw(tables)), next(fans.draw(tables))):
            assert len({axes.get_ylim() for axes in picture.figure.axes}) == 1


def test_rows_of_the_time_to_entry_run_as_the_curves_do(tmp_path):
    with style():
        (picture,) = time_to_entry.draw(read(swept(tmp_path, [240, 60, 120])))
    _, right = picture.figure.axes
    assert [label.get_text() for label in right.get_yticklabels()] == ["0.01", "0.02", "0"]
    assert right.get_ylim()[0] < right.get_ylim()[1]
    assert all(" (" in text.get_text() for text in right.texts)  # each median has its interval


def test_a_grid_has_a_panel_a_row_and_a_line_a_column(tmp_path):
    treatments = list(itertools.product((0.2, 0.4, 0.6), PRESSURES))
    folder = save_results(tmp_path, ("army.morale", "pressure.level"), treatments, [80] * 18)
    with style():
        (picture,) = time_to_entry.draw(read(folder))
    assert [axes.get_title(loc="left") for axes in picture.figure.axes] == [
        "Army morale 0.2", "Army morale 0.4", "Army morale 0.6",
    ]  # fmt: skip


def test_a_caption_speaks_of_no_mark_that_is_not_there():
    rows = pd.DataFrame([share(40), share(0)])
    assert sure(rows.iloc[:1]) == "Whiskers are 95 % intervals, of luck alone."
    assert sure(rows.iloc[1:]) == BOUNDS
    assert sure(rows, "Bands") == f"Bands are 95 % intervals, of luck alone. {BOUNDS}"


def test_a_line_that_is_that_of_any_entry_is_not_drawn_twice(tmp_path):
    folder = swept(tmp_path, [8, 240])
    change(folder, "summary", "outcome", "full_entry", 0)
    with style():
        (picture,) = entry.draw(read(folder))
    assert set(picture.rows["outcome"]) == {"entry"}
    assert "Full entry is too rare to tell (under 0.75 %)" in texts(picture)


@pytest.mark.parametrize("treatments", [[()], [(0.3,), (0.5,)]])
def test_one_world_is_a_story_and_no_figure_tells_a_share_of_it(tmp_path, treatments, capsys):
    path = ("army.morale",) if treatments[0] else ()
    folder = save_results(tmp_path, path, treatments, [0] * len(treatments))
    for name in ("summary", "blocked", "rungs", "incidence", "weekly"):
        table = pd.read_csv(folder / f"{name}.csv")
        table["worlds"] = 1
        table.to_csv(folder / f"{name}.csv", index=False)
    drawn = {file.stem for file in draw_all(folder)}
    assert drawn == {"rungs_by_week", "fan_backing"} < ALWAYS
    assert "one world is a story, not an estimate" in capsys.readouterr().err
    with style():
        picture = next(fans.draw(read(folder)))
    assert STORY in texts(picture)
    assert "Bands" not in texts(picture)


def test_draws_of_parameters_are_not_drawn_one_by_one_where_they_are_many(tmp_path):
    folder = swept(tmp_path, [50] * MANY)
    (folder / "draws.csv").write_text("")
    with pytest.raises(NotDrawn, match="no few draws stand for all"):
        chosen(read(folder), 9)


def test_drawn_parameters_are_dots_against_each_of_them(tmp_path):
    treatments = [(0.2 + place / 40, place % 5 / 5) for place in range(12)]
    paths = ("army.morale", "pressure.level")
    folder = save_results(tmp_path, paths, treatments, [0, *range(20, 31)])
    (folder / "draws.csv").write_text("")
    with style():
        (picture,) = entry.draw(read(folder))
    assert "Over 12 draws P(entry) goes from under 0.75 % to 7.5 %" in texts(picture)
    assert len(picture.figure.axes) == len(paths)
    assert len(picture.rows) == 12


@pytest.mark.parametrize(("start", "said"), [("2024-08-06", True), ("2022-12-07", False)])
def test_a_contingent_that_climbs_where_the_record_has_none_is_said(tmp_path, start, said):
    folder = save_results(tmp_path, (), [()], (9,))
    table = pd.read_csv(folder / "weekly.csv")
    backing = table["quantity"] == "backing"
    table.loc[backing, "quantity"] = "contingent"
    days = pd.date_range(start, periods=6, freq="7D").strftime("%Y-%m-%d")
    table["date"] = table["week"].map(dict(enumerate(days)))
    table["q50"] = 2.0 + table["week"]
    table.to_csv(folder / "weekly.csv", index=False)
    with style():
        (picture,) = fans.draw(read(folder))
    told = "3 counts since June 2023 say 1,000 to 2,100 soldiers (500 to 2,500 with their bounds)"
    assert (told in texts(picture)) is said


@pytest.mark.parametrize(("changed", "said"), [({}, True), ({"pressure.path": "ultimatum"}, False)])
def test_bends_are_put_down_to_seasons_only_where_nothing_else_moves(tmp_path, changed, said):
    folder = swept(tmp_path, [60, 240])
    table = pd.read_csv(folder / "incidence.csv")
    table["week"] *= 10
    table.to_csv(folder / "incidence.csv", index=False)
    tables = replace(read(folder), base={"pressure.path": "constant", **changed})
    with style():
        (picture,) = time_to_entry.draw(tables)
    assert ("The bends are seasons" in texts(picture)) is said
