"""Lists of words that a linguist edits; one list, read by all who need it."""
