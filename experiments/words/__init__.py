"""What is said: names and numbers, once, for the console, the figures and the pages."""
