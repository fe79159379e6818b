"""Small matrices on one thread: threads would wait for each other."""

import pytest
from threadpoolctl import threadpool_limits


@pytest.fixture(autouse=True, scope="session")
def one_thread():
    """All tests of the room on one thread."""
    with threadpool_limits(1):
        yield
