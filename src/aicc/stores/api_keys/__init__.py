"""Keys of programs that staff give out: a port, its adapters, and how a key is written."""
