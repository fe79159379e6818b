"""Settings that all tests share."""

import os

from hypothesis import HealthCheck, settings

os.environ.pop("COLUMNS", None)  # answers are as wide as usual, whatever window the tests run in
settings.register_profile(
    "steady",
    derandomize=True,
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("steady")
