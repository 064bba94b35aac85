"""What staff keep: the port, its adapters, and the few things that can be done to an item."""
