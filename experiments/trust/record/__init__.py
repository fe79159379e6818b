"""The record of what happened, and what simulated worlds would have left in it."""
