"""Numbers that stand below one another have one style."""

from experiments.words.answer import wording
from experiments.words.columns import alike, intervals
from sim.estimates.intervals import rate
from sim.numbers import estimate


def test_a_column_has_three_figures_only_where_each_number_bears_them() -> None:
    sure, unsure = rate(963_000, 100_000_000), rate(10, 1000)
    assert (estimate(sure), estimate(unsure)) == ("0.963 %", "1.0 %")
    assert alike([sure, unsure]) == ["0.96 %", "1.0 %"]
    assert alike([sure, sure]) == ["0.963 %", "0.963 %"]
    assert intervals([sure, unsure])[0].count(".") == 2


def test_a_bound_keeps_its_sign_and_takes_no_figure_from_the_others() -> None:
    never, sure = rate(0, 10_000), rate(963_000, 100_000_000)
    assert alike([never, sure]) == ["< 0.030 %", "0.963 %"]
    assert intervals([never, sure])[0] == "[0 - 0.030 %]"


def test_a_word_is_said_alone_only_where_the_whole_interval_bears_it() -> None:
    assert wording(rate(4520, 10_000)) == "unlikely to roughly even chance"
    assert wording(rate(4470, 10_000)) == "unlikely to roughly even chance"
    assert wording(rate(3000, 10_000)) == "unlikely"
