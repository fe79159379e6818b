"""Uses of the model: configured experiments, saved tables, figures."""
