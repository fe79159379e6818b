"""Who lives it: chunks of worlds through workers, here or on a cluster."""
