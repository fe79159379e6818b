"""Figures of explanations: one file a figure, from saved tables alone."""
