"""Uses of the model: configured experiments, saved tables, figures."""

import gc

gc.set_threshold(
    50_000, 20, 20
)  # what is imported stays: going through it again and again takes a tenth of the time to start
