"""Designs: how swept values make a table of treatments."""
