"""Words of explanations."""
