"""What forecasters, scores, information sets and kinds of windows are called."""

from __future__ import annotations

MODEL, UNCALIBRATED, UNPRESSED = "model", "uncalibrated model", "model without pressure"
NAMES = (MODEL, UNCALIBRATED, UNPRESSED)
FREQUENCY, PERSISTENCE = "frequency", "persistence .7"  # that have to be beaten
WALK = "last count, random walk"  # of the contingent
ENTRY = "entry"
HIGHEST, LONGEST = "highest", "longest"  # of the course: quantities as they are coded
LOG, COST = "log", "event_cost"
SETS = FIXED, ROLLING = "origin", "rolling"
MONTH, QUARTER, WHOLE, CHOSEN = KINDS = ("month", "quarter", "whole", "window")
