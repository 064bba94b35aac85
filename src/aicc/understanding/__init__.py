"""Understanding a sentence: the port and the embedded engine."""
