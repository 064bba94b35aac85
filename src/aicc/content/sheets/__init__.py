"""Tables that staff edit: Excel and CSV read as text, and written so that nothing in them runs."""
