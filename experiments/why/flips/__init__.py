"""Flips: the smallest change of assumptions that turns the answer, and who can pull which lever."""
