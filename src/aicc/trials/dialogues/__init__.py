"""Dialogues that say what is right, acceptable and harmful in each turn, played and judged."""
