"""What `aicc validate` finds in a pack."""
