"""The glossary: what every word means, for the console and for docs/glossary.md."""
