"""Soldiers and citizens as individuals, and when they act together."""
