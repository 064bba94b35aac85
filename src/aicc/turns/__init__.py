"""A turn under way, and how it is written down."""
