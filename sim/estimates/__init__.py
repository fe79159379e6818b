"""What is kept of worlds that were lived, and what can be said from it with how much certainty."""
