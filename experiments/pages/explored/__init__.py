"""The part of a page that its reader can move: other pressure, narrower ranges, what was seen."""
