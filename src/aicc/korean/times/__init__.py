"""Dates, times and durations as they are said and written."""
