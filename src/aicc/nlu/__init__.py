"""Understanding a sentence: the port, the embedded engine, later Lex and Comprehend."""
