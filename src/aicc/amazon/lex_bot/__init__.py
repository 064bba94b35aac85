"""The Amazon Lex V2 bot that a pack makes: written as an archive or a template, and checked."""
