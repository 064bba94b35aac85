"""Customers made up by chance, walking a pack's scenarios to find what breaks."""
