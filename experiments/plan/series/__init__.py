"""Series from outside: read from a file, and turned into what a scenario is given week by week."""
