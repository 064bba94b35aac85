"""What may be spent on language models in a day, and what was."""
