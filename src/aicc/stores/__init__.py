"""Truth that lasts: history, sessions, the desk, feedback; each a port with its adapters."""
