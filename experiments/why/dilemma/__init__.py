"""The dilemma: whether entering saves him or ends him, answer by answer on the same worlds."""
