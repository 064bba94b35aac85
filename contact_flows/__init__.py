"""Contact flows as Connect takes them, names in {{placeholders}}; the wheel carries them."""
