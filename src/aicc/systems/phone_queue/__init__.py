"""How long callers wait in a queue of the contact centre."""
