"""Amazon Connect and Lex: flows and bots as files, and a telephone that walks them here."""
