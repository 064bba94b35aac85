"""What each kind of action of a contact flow does on the telephone."""
