"""Pages: what was found, written down for readers."""
