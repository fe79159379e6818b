"""The live page: a slider is moved, and worlds answer while it moves."""
