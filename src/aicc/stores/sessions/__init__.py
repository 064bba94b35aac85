"""Sessions under way: the port and its adapters."""
