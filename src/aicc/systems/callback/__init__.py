"""Calling customers back: when it can be, and whom nobody calls."""
