"""Sections of the report: one file each, which reads findings and words and reckons nothing."""
