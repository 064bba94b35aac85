"""The rules that a Lex bot is held to."""
