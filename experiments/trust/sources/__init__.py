"""Sources: what every parameter rests on, how surely, and from when that was known."""
