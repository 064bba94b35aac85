"""Amazon Connect flows as files: read, checked, filled in, compared."""
