"""Lex V2 and Comprehend beside the embedded engine."""
