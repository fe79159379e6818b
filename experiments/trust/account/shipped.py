"""Whether the shipped vectors are those of this model, asked before they are used."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from experiments.plan.study import Study


def check(study: Study) -> None:
    """Raise UserError where a study is over the shipped vectors, and these belong to another state
    of the model.
    """
    if study.parameters != "calibrated":
        return
    from experiments.trust.account.proving import check_shipped  # only where it is asked for

    check_shipped()
