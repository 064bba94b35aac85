"""Scenarios as pictures: Mermaid text, and SVG that is drawn here."""
