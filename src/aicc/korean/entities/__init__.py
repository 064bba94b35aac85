"""Entities in a sentence: dates, amounts, numbers, names of lists."""
