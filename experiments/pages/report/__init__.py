"""The report page: one file that answers, explains and says how far to trust it."""
