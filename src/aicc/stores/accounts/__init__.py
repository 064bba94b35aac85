"""Accounts of the console: a port, its adapters, and how passwords are kept."""
