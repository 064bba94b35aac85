"""How well sentences are understood, measured."""
