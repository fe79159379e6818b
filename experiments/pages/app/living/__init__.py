"""Worlds lived for a page: warm processes, fair turns, and what was lived before."""
