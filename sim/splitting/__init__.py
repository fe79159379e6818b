"""Rare events on a world's way, by copying worlds that come nearer to them."""
