"""What is found: numbers from counts and from worlds, each with its interval."""
