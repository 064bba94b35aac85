"""Text itself: normalised, in letters, with particles, as a vector."""
