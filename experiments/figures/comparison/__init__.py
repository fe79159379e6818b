"""Figures of results folders that are compared."""
