"""A made-up bank and shop behind the shipped packs; nothing in it is real."""
