"""Secrets of running scenarios, sealed: the port, its adapters, and the seal."""
