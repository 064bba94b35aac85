"""FAQ search: the port and the embedded index."""
