"""What explains the answer, from tables that others made, each shown if it is there."""
