"""The account of a calibration: what was within reach, what was learned, what it says of entry."""
