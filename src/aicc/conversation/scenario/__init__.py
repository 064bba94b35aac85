"""Scenarios at work: reading answers, moving on, saying sentences."""
