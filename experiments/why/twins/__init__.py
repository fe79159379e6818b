"""Twin worlds: the same worlds lived as they are and with one thing changed."""
