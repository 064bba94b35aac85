"""The rules that a contact flow is held to."""
