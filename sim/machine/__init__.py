"""The machinery below the model: strict arithmetic, compiled loops, rules run for every world."""
