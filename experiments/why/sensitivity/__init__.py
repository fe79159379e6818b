"""What drives P(entry): shares of its variance by group, single parameters, one at a time."""
