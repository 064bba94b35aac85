"""A telephone on the desk: contact flows walked as Connect walks them, with no account."""
