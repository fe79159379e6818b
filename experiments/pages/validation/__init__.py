"""The page for sceptics: docs/validation.md, from the tables that the commands print."""
