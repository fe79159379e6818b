"""The main figure with bands: nested, named, titled with what is true of all it shows."""

import matplotlib.colors as colours
import pytest

from experiments.figures import draw_all, entry
from experiments.figures.drawing import nested, unsure
from experiments.figures.drawing.canvas import style
from experiments.figures.drawing.reading import read
from experiments.findings.bands import KINDS, Band, Bands, Unsure
from experiments.mistakes import UserError
from experiments.store.csv_tables import write_csv
from tests.test_figures import save_results

NUMBERS = {  # kind -> probability, low, high at the upper level
    "luck": (0.6, 0.59, 0.61),
    "mixture": (0.5, 0.45, 0.55),
    "parameters": (0.5, 0.1, 0.9),
    "structure": (0.5, 0.3, 0.7),
}


def bands(folder, values, scale=1.0, kinds=KINDS):
    cells = [
        Unsure(
            {"pressure.level": 0.4, **each},
            tuple(
                Band("entry", kind, *(share * scale * number for number in NUMBERS[kind]), 400)
                for kind in kinds
            ),
        )
        for each, share in values
    ]
    write_csv(folder / "bands.csv", Bands(cells).rows())
    return read(folder)


@pytest.fixture
def levels(tmp_path):
    save_results(tmp_path, ("pressure.level",), [(0.4,), (1.0,)], (20, 240))
    found = [({"pressure.level": 0.4}, 0.1), ({"pressure.level": 1.0}, 1.0)]
    return bands(tmp_path, found), tmp_path


@pytest.fixture
def single(tmp_path):
    save_results(tmp_path, (), [()], (240,))
    return bands(tmp_path, [({}, 1.0)])


def picture(tables):
    with style():
        return list(entry.draw(tables))


def test_the_title_names_the_mixture_and_what_leaves_more_open_than_luck(levels):
    tables, _ = levels
    assert " ".join(unsure.finding(tables.bands, tables).split()) == (
        "Over calibrated parameters P(entry) is 5 % at observed Kremlin pressure (0.4) and 50 % at "
        "maximum Kremlin pressure (1); there parameters and structure leave more open than luck"
    )


def test_the_title_does_not_say_so_where_luck_leaves_more_open(levels):
    tables, _ = levels
    wide = tables.bands["band"] == "luck"
    tables.bands.loc[wide, "low"] = 0.0
    tables.bands.loc[wide, "high"] = 1.0
    assert "more open" not in unsure.finding(tables.bands, tables)


def test_every_band_is_drawn_and_stands_in_the_table(levels):
    tables, _ = levels
    (found,) = picture(tables)
    assert found.name == "entry"
    assert set(found.rows["band"]) == set(KINDS)
    said = {text.get_text() for axes in found.figure.axes for text in axes.texts}
    assert set(nested.NAMES.values()) <= said


def test_one_scenario_has_a_row_and_a_legend(single):
    (found,) = picture(single)
    assert found.name == "entry"
    legends = [axes.get_legend() for axes in found.figure.axes if axes.get_legend()]
    assert {text.get_text() for each in legends for text in each.texts} == set(
        nested.NAMES.values()
    )


def test_without_bands_one_scenario_has_no_figure_of_entry(tmp_path):
    save_results(tmp_path, (), [()], (240,))
    assert picture(read(tmp_path)) == []


def test_named_treatments_have_rows_of_bands_beside_their_shares(tmp_path):
    save_results(tmp_path, ("army",), [("baseline",), ("loyal",)], (20, 240))
    tables = bands(tmp_path, [({"army": "baseline"}, 0.1), ({"army": "loyal"}, 1.0)])
    assert [each.name for each in picture(tables)] == ["entry", "bands"]


def test_without_structure_the_others_are_drawn(tmp_path):
    save_results(tmp_path, (), [()], (240,))
    (found,) = picture(bands(tmp_path, [({}, 1.0)], kinds=("luck", "mixture", "parameters")))
    assert "structure" not in unsure.finding(found.rows, read(tmp_path))


def test_structure_is_lighter_than_parameters_and_both_than_the_lines():
    def darkness(kind):
        red, green, blue = colours.to_rgb(nested.COLOURS[kind])
        shade = nested._SHADES.get(kind, 1.0)
        return shade * (1 - (0.2126 * red + 0.7152 * green + 0.0722 * blue))

    assert darkness("structure") < darkness("parameters") < darkness("mixture") < darkness("luck")


def test_the_caption_says_what_stands_beside_the_answer(levels):
    tables, _ = levels
    (found,) = picture(tables)
    said = " ".join(" ".join(text.get_text() for text in found.figure.texts).split())
    assert "no entry in the 52 months to 30 June 2026" in said


def test_a_damaged_table_of_bands_is_one_line(levels):
    _, folder = levels
    (folder / "bands.csv").write_text("band\nluck\n")
    with pytest.raises(UserError, match=r"bands\.csv: lacks the columns"):
        draw_all(folder)
