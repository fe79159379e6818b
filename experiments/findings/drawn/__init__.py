"""What is found over parameters that were drawn."""
