"""Language models: a port, one that quotes and needs nothing, and those of other systems."""
