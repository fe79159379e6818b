"""Pages that several tests read."""

import pytest

from experiments import report
from tests.experiments.commands import done
from tests.experiments.pages.folders import why, with_bands
from tests.experiments.pages.reading import PageParts

MEANS = {0.0: 0.002, 0.2: 0.02, 0.4: 0.14, 0.6: 0.43, 0.8: 0.66, 1.0: 0.73}


@pytest.fixture(scope="session")
def banded(levels, tmp_path_factory):
    """The main job with bands, and its page with all that explains it."""
    folder = with_bands(levels, tmp_path_factory.mktemp("banded") / "results", MEANS)
    reasons = why(folder.parent / "why")
    done(report, str(folder), f"why={reasons}", "moves=false")
    return folder


@pytest.fixture(scope="session")
def page(banded):
    """The text of that page."""
    return (banded / "report.html").read_text(encoding="utf-8")


@pytest.fixture(scope="session")
def parts(page):
    """The same taken apart."""
    return PageParts(page)
