"""What a hindcast says: on the console, on the page, in figures."""
