"""Configuration files: where they are, and how YAML is read."""
