"""Mechanisms: whether the model tells its story, and which part of it does not."""
