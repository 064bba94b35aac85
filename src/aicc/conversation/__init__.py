"""One turn: opened, read, decided, carried out, closed."""
