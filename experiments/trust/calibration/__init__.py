"""Calibration: what a record says about the unknowns, from a table of simulated histories."""
