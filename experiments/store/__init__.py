"""What is kept: a results folder, its shards of worlds, and what it says of itself."""
