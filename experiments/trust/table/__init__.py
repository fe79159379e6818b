"""The table of the calibration: points drawn from the prior, lived through what was recorded."""
