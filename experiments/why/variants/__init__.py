"""Variants: what each named variant of the actors, the rules and the scenarios is and does."""
