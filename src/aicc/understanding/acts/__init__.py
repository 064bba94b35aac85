"""What is wanted of a topic: one clause read for its act."""
