"""The rows of worlds: how numbers become columns, and what became of him after entry."""
