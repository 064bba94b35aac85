"""The audit of what staff do: a port, its adapters, and the chain that shows what was changed."""
