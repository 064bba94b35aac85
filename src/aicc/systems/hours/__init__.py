"""When people are there, as conversations, the desk and the phone ask for it."""
