"""Boxes: the assumptions, a few limits at once, under which entry is likely."""
