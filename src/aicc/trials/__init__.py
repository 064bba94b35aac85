"""Conversations with an engine that no customer has: tests, coverage, random walks, pictures."""
