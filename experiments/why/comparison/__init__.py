"""Results folders compared world by world, on the luck that they share."""
