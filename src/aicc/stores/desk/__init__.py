"""Requests for a person: the port and its embedded adapter."""
