"""Evidence: the tables behind the numbers, and when what they hold came to be known."""
