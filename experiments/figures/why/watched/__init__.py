"""Figures of what to watch: signs, thresholds, checks, and what was seen."""
