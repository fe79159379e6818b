"""From Python and in a notebook: the same studies as from the command line, with its defaults."""
