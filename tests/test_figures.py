"""Figures say what the tables say, and are drawn from nothing else."""

import itertools
import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import pandas as pd
import pytest

from experiments.figures import draw_all, entry, heatmap, incidence, pictures
from experiments.figures.drawing.canvas import Picture, balanced, grid, save, sheet, style
from experiments.figures.drawing.marks import end_labels
from experiments.figures.drawing.reading import read
from experiments.figures.drawing.tables import Share
from experiments.figures.entry import finding
from experiments.figures.time_to_entry import quarters
from experiments.mistakes import UserError
from experiments.store.manifest import FORMAT
from sim.numbers import estimate, percent, ranged, told

WORLDS, WEEKS, FIRST = 400, 6, date(2022, 12, 7)
OUTCOMES = ("entry", "no_entry", "limited_entry", "full_entry", "mutiny", "uprising", "replaced")
BLOCKS = ("not_demanded", "declined", "army_refused", "regime_fell")
RUNGS = ("refuse", "stall", "host", "supply", "posture", "limited_entry", "full_entry")
STATES = ("backing", "front")
ALWAYS = {
    "outcomes",
    "blocked",
    "highest_rung",
    "incidence",
    "time_to_entry",
    "rungs_by_week",
    "fan_backing",
}


def share(count):
    bound = 3 / WORLDS
    spread = 2 * (count / WORLDS * (1 - count / WORLDS) / WORLDS) ** 0.5
    low, high = (
        (0.0, bound)
        if count == 0
        else (max(count / WORLDS - spread, 1e-4), min(count / WORLDS + spread, 1.0))
    )
    return {
        "worlds": WORLDS,
        "count": count,
        "probability": count / WORLDS,
        "low": low,
        "high": high,
    }


def day(week):
    return (FIRST + timedelta(weeks=week)).isoformat()


def endings(entered):
    full = entered // 4
    counts = (entered, WORLDS - entered - 6, entered - full, full, 0, 6, 0)
    return dict(zip(OUTCOMES, counts, strict=True))


def weekly(values):
    for week in range(WEEKS):
        about = {**values, "week": week, "date": day(week), "worlds": WORLDS - 10 * week}
        for state in STATES:
            yield {
                **about,
                "quantity": state,
                "mean": 0.5,
                "q05": 0.3,
                "q25": 0.4,
                "q50": 0.5 - week / 100,
                "q75": 0.6,
                "q95": 0.7,
            }
        for rung, part in zip(RUNGS, (0.3, 0.3, 0.2, 0.1, 0.1, 0, 0), strict=True):
            yield {**about, "quantity": f"lukashenko.{rung}", "mean": part}


def save_results(folder, swept, treatments, entered, complete=True):
    """A results folder with so many entries in each treatment."""
    rows = {"summary": [], "blocked": [], "rungs": [], "incidence": [], "weekly": []}
    for treatment, count in zip(treatments, entered, strict=True):
        values = dict(zip(swept, treatment, strict=True))
        counts = endings(count)
        rows["summary"] += [
            {**values, "outcome": name, **share(number)} for name, number in counts.items()
        ]
        blocked = (0, WORLDS - count - 6, 0, 6)
        rows["blocked"] += [
            {**values, "blocked": name, **share(number)}
            for name, number in zip(BLOCKS, blocked, strict=True)
        ]
        reached = (0, 0, 0, 0, WORLDS - count, counts["limited_entry"], counts["full_entry"])
        rows["rungs"] += [
            {**values, "highest_rung": name, **share(number)}
            for name, number in zip(RUNGS, reached, strict=True)
        ]
        for (name, number), week in itertools.product(counts.items(), range(WEEKS)):
            if name != "no_entry":
                so_far = number * (week + 1) // WEEKS
                rows["incidence"].append(
                    {**values, "outcome": name, "week": week, "date": day(week), **share(so_far)}
                )
        rows["weekly"] += list(weekly(values))
    folder.mkdir(parents=True, exist_ok=True)
    for name, table in rows.items():
        pd.DataFrame(table).to_csv(folder / f"{name}.csv", index=False)
    about = {
        "experiment": "small",
        "title": "A small experiment",
        "swept": list(swept),
        "replications": WORLDS,
        "seed": 3,
        "weeks": WEEKS,
        "design": "grid",
        "estimator": "counted",
        "follow_entry": True,
        "parameters": {},
        "identity": {"parameters": {}},
        "luck": "common",
        "treatments": {
            "number": 1,
            "digest": "0" * 64,
            "groups": [],
            "bases": [{"choice": [], "changes": {}}],
        },
        "format": FORMAT,
    }
    (folder / "manifest.json").write_text(
        json.dumps({**about, "start": FIRST.isoformat(), "complete": complete})
    )
    return folder


@pytest.fixture(scope="module")
def pressed(tmp_path_factory):
    """Two levels of pressure; at the lower one no world enters."""
    folder = save_results(
        tmp_path_factory.mktemp("pressed"), ("pressure.level",), [(0.0,), (1.0,)], (0, 240)
    )
    draw_all(folder)
    return folder


def names(files):
    return {file.stem for file in files}


def test_every_figure_comes_as_png_svg_and_the_rows_it_was_drawn_from(pressed):
    files = sorted((pressed / "figures").iterdir())
    assert names(files) == ALWAYS | {"entry"}
    for name in names(files):
        assert (pressed / "figures" / f"{name}.png").read_bytes().startswith(b"\x89PNG")
        assert "<svg" in (pressed / "figures" / f"{name}.svg").read_text()[:1000]
        rows = pd.read_csv(pressed / "figures" / f"{name}.csv")
        assert len(rows)
        assert "pressure.level" in rows


def test_the_rows_beside_a_figure_are_rows_of_the_saved_table(pressed):
    drawn, saved = (
        pd.read_csv(pressed / "figures" / "blocked.csv"),
        pd.read_csv(pressed / "blocked.csv"),
    )
    pd.testing.assert_frame_equal(drawn, saved)


def test_the_same_tables_give_the_same_bytes(pressed, tmp_path):
    with style():
        again = [picture for picture in pictures(read(pressed)) if picture.name == "fan_backing"]
        files = [file for picture in again for file in save(picture, tmp_path)]
    assert len(files) == 3
    for file in files:
        assert file.read_bytes() == (pressed / "figures" / file.name).read_bytes()


def test_a_single_run_is_drawn_without_a_comparison(tmp_path):
    folder = save_results(tmp_path, (), [()], (0,), complete=False)
    drawn = list(pictures(read(folder)))
    assert {picture.name for picture in drawn} == ALWAYS - {"time_to_entry"}  # none entered
    text = " ".join(each.get_text() for picture in drawn for each in picture.figure.texts).replace(
        "\n", " "
    )
    assert "PARTIAL RESULTS" in text
    assert "P(entry | model, assumptions)" in text
    assert "400 worlds, seed 3" in text


def test_a_grid_of_two_is_a_heatmap_even_over_words(tmp_path):
    treatments = list(itertools.product(("2022-12-07", "2025-09-01"), (0.2, 0.8)))
    folder = save_results(tmp_path, ("start", "pressure.level"), treatments, (0, 100, 3, 160))
    assert {picture.name for picture in pictures(read(folder))} == ALWAYS | {"heatmap"}


@pytest.mark.parametrize("count", [2, 3, 9])
def test_two_parameters_in_step_are_rows_and_no_grid_of_gaps(tmp_path, count):
    treatments = [(0.2 + place / 20, place / 10) for place in range(count)]
    folder = save_results(
        tmp_path, ("army.morale", "pressure.level"), treatments, range(9, 9 + count)
    )
    assert list(heatmap.draw(read(folder))) == []
    assert {picture.name for picture in entry.draw(read(folder))} == {"entry"}


@pytest.mark.parametrize(("lived", "said"), [(6, "every combination"), (5, "that were lived")])
def test_a_grid_says_whether_it_is_whole(tmp_path, lived, said):
    treatments = list(itertools.product((0.2, 0.3, 0.4), (0.4, 0.8)))[:lived]
    folder = save_results(
        tmp_path, ("army.morale", "pressure.level"), treatments, range(9, 9 + lived)
    )
    (picture,) = heatmap.draw(read(folder))
    assert said in " ".join(each.get_text() for each in picture.figure.texts)


def test_more_treatments_than_panels_are_thinned_evenly(tmp_path):
    treatments = list(
        itertools.product((0, 1), (0.1, 0.5, 0.9), ("quantal", "best_response", "prospect"))
    )
    folder = save_results(
        tmp_path, ("army.contagion", "army.morale", "choice.rule"), treatments, range(0, 90, 5)
    )
    results = read(folder)
    shown = next(incidence.draw(results)).rows[list(results.swept)].drop_duplicates()
    assert list(heatmap.draw(results)) == []
    assert len(shown) == 9
    assert tuple(shown.iloc[0]) == treatments[0]
    assert tuple(shown.iloc[-1]) == treatments[-1]


@pytest.mark.parametrize(
    ("entered", "said"),
    [
        (
            (0, 8, 240),
            "Entry stays rare at first, then climbs steeply with Kremlin pressure: 2.0 % "
            "at observed (0.4), 60 % at maximum (1)",
        ),
        ((0, 0, 0), "No world entered at any Kremlin pressure: P(entry) is under 0.75 %"),
        (
            (240, 100, 40),
            "Entry becomes rarer with Kremlin pressure: 60 % at none (0), 10 % at maximum (1)",
        ),
        (
            (40, 41, 42),
            "Entry differs little with Kremlin pressure: 10 % at none (0), 10 % at maximum (1)",
        ),
        (
            (40, 200, 44),
            "Entry is most frequent at middling Kremlin pressure: 10 % at none (0), 50 % "
            "at observed (0.4), 11 % at maximum (1)",
        ),
        (
            (80, 160, 240),
            "Entry becomes more frequent with Kremlin pressure: 20 % at none (0), 60 % at "
            "maximum (1)",
        ),
    ],
)
def test_the_title_says_what_the_numbers_say(tmp_path, entered, said):
    folder = save_results(tmp_path, ("pressure.level",), [(0.0,), (0.4,), (1.0,)], entered)
    assert finding(read(folder)).replace("\u00a0", " ") == said


def test_no_entry_counted_is_never_zero_per_cent():
    none, all_of_them = Share(**share(0)), Share(**{**share(WORLDS), "low": 0.9925})
    assert (told(none), ranged(none), estimate(none)) == ("under 0.75 %",) * 2 + ("< 0.75 %",)
    assert (told(all_of_them), estimate(all_of_them)) == ("over 99.25 %", "> 99.25 %")


@pytest.mark.parametrize(
    ("number", "text"),
    [
        (0.72, "72"),
        (0.0996, "10"),
        (0.025, "2.5"),
        (0.002, "0.20"),
        (0.00012, "0.012"),
        (0.9865, "98.7"),
        (1.0, "100"),
    ],
)
def test_shares_keep_two_digits_that_matter(number, text):
    assert percent(number) == f"{text} %"


def test_half_of_the_entries_have_come_by_the_week_that_says_so():
    rows = pd.DataFrame({"week": range(6), "count": [0, 10, 20, 30, 30, 40]})
    assert quarters(rows) == [2, 3, 4]
    assert quarters(rows.assign(count=[0, 0, 0, 1, 1, 2])) is None


@pytest.mark.parametrize("words", ["$x_{$ \\frac $", "$5 bn or $6 bn", "明斯克 \\alpha"])
def test_a_title_is_drawn_as_it_is_written_without_a_warning(words, tmp_path):
    with style():
        figure = sheet(words, words, words, 4.0, 1.0)
        grid(figure, 1, 1)
        save(Picture("title", figure, pd.DataFrame()), tmp_path)
        assert not any(text.get_parse_math() for text in figure.texts)
    assert (tmp_path / "title.png").stat().st_size > 0


def test_lines_of_a_title_are_about_equally_long():
    lines = balanced("one two three four five six seven eight nine ten", 30).split("\n")
    assert len(lines) == 2
    assert abs(len(lines[0]) - len(lines[1])) < 10


def test_labels_at_line_ends_never_overlap():
    from matplotlib.figure import Figure

    axes = Figure().subplots()
    end_labels(
        axes,
        [(height, str(height), "black") for height in (0.0, 0.001, 0.002, 0.5, 0.51)],
        gap=0.05,
    )
    heights = [text.get_position()[1] for text in axes.texts]
    assert all(upper - lower >= 0.05 - 1e-9 for lower, upper in itertools.pairwise(heights))


@pytest.mark.parametrize("name", ["summary", "blocked", "rungs", "incidence", "weekly"])
def test_a_missing_table_is_named(tmp_path, name):
    folder = save_results(tmp_path, (), [()], (5,))
    (folder / f"{name}.csv").unlink()
    with pytest.raises(UserError, match=rf"{name}\.csv: missing; the figures are drawn from it"):
        draw_all(folder)
    assert not (folder / "figures").exists()


@pytest.mark.parametrize(
    ("file", "text", "problem"),
    [
        ("manifest.json", None, r"is not a results folder: it has no manifest\.json"),
        ("manifest.json", "{", r"manifest\.json is damaged"),
        ("manifest.json", '{"seed": 1}', r"manifest\.json is damaged"),
        ("summary.csv", "", r"summary\.csv: not a table"),
        (
            "summary.csv",
            "outcome,worlds\nentry,3\n",
            r"summary\.csv: lacks the columns count, probability, low, high; it has",
        ),
        (
            "rungs.csv",
            "highest_rung,worlds,count,probability,low,high\n",
            r"rungs\.csv: has no rows",
        ),
        (
            "rungs.csv",
            "highest_rung,worlds,count,probability,low,high\nhost,1,1,x,0,1\n",
            r"rungs\.csv: probability should hold numbers",
        ),
        (
            "summary.csv",
            "outcome,worlds,count,probability,low,high\nmutiny,1,1,1,0,1\n",
            r"summary\.csv: has no rows of outcome entry",
        ),
    ],
)
def test_a_table_that_cannot_be_drawn_is_told_by_file_and_fault(tmp_path, file, text, problem):
    folder = save_results(tmp_path, (), [()], (5,))
    (folder / file).unlink() if text is None else (folder / file).write_text(text)
    with pytest.raises(UserError, match=problem):
        draw_all(folder)


def test_a_table_that_lacks_a_treatment_is_told(tmp_path):
    folder = save_results(tmp_path, ("army.morale",), [(0.3,), (0.5,)], (5, 9))
    table = pd.read_csv(folder / "blocked.csv")
    table[table["army.morale"] < 0.4].to_csv(folder / "blocked.csv", index=False)
    with pytest.raises(
        UserError, match=r"blocked\.csv: has no rows at army morale 0\.5, which summary\.csv has"
    ):
        draw_all(folder)


def test_figures_need_neither_the_model_nor_global_plots():
    code = (
        "import sys, experiments.figures; print([name for name in ('sim.model', "
        "'mesa', 'matplotlib.pyplot', 'numba') if name in sys.modules])"
    )
    root = Path(__file__).resolve().parents[1]
    assert (
        subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=root
        ).stdout.strip()
        == "[]"
    )


def test_of_many_treatments_what_cannot_be_read_is_left_out_and_said(tmp_path, capsys):
    treatments = [(place / 250,) for place in range(250)]
    folder = save_results(tmp_path, ("army.morale",), treatments, [7] * 250)
    for name in ("weekly", "incidence"):
        (folder / f"{name}.csv").unlink()
    assert names(draw_all(folder)) == {"entry"}
    said = capsys.readouterr().err
    assert "outcomes, blocked, highest_rung: 250 treatments are too many to draw one by one" in said
    assert "drawing 1 of 1 figures (100 %), done in" in said
