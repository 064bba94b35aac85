"""Short answers as Koreans give them: commands, choices, corrections."""
