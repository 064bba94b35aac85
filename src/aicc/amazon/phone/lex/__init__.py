"""How the telephone plays Lex."""
