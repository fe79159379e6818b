"""What explanations vary, and how points of it are lived."""

import numpy as np
import pytest

from experiments.mistakes import UserError
from experiments.plan.vectors import CALIBRATED, shares, vectors
from experiments.why.points.asked import asked
from experiments.why.points.believed import Believed
from experiments.why.points.living import EVENTS, chances, lived


def believed(*arguments):
    return Believed.of(asked(arguments, {}, "a look")[0])


def test_the_shares_of_the_calibrated_vectors_give_their_parameters_back():
    mine = believed("pressure=severe")
    columns, known = mine.columns(mine.vectors), vectors(CALIBRATED).without(()).columns
    assert columns.keys() == known.keys()
    for path, values in columns.items():
        np.testing.assert_allclose(values, known[path], rtol=1e-5, atol=1e-6, err_msg=path)


def test_what_somebody_sets_is_not_varied_and_the_pressure_never_is():
    mine = believed("army.morale=0.42", "lukashenko.rewards=0.3")
    assert not {"army.morale", "lukashenko.rewards", "pressure.level"} & {*mine.names}
    assert len(mine.names) == len(believed().names) - 2
    assert mine.vectors.shape == (len(next(iter(shares().values()))), len(mine.names))


def test_points_of_the_prior_fill_every_coordinate_evenly():
    unit = believed("parameters=prior").drawn(64, 3)
    assert np.abs(np.sort(unit, axis=0) - (np.arange(64)[:, None] + 0.5) / 64).max() <= 0.5 / 64


def test_points_have_the_same_worlds_and_the_same_chances_alone():
    ensemble = believed("pressure=severe").ensemble(believed("pressure=severe").drawn(6, 1))
    together = lived(ensemble, 4, 5, 1, "a look")
    assert together.shape == (len(EVENTS), 6, 4)
    alone = chances(ensemble.at(slice(2, 3)), 4, 5, 0, None)
    np.testing.assert_array_equal(together[:, 2:3], alone)
    later = chances(ensemble.at(slice(2, 3)), 2, 5, 2, None)
    np.testing.assert_array_equal(alone[:, :, 2:], later)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["sweep.army.morale=[0.3,0.5]"], "is for one scenario: leave out what is swept"),
        (["replications=10"], "replications is not for a look; allowed beside parameters"),
        (["parameters=defaults"], "leaves nothing to vary: allowed are calibrated and prior"),
    ],
)
def test_what_cannot_be_explained_is_refused_in_a_line(arguments, said):
    with pytest.raises(UserError, match=said):
        believed(*arguments)
