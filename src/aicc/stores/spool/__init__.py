"""Turns that the history could not take: kept safe, and written when it is back."""
