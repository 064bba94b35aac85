"""Plain data of the domain: standard library only."""
