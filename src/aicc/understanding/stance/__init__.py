"""How customers stand to a question that they did not answer in words that a step knows."""
