"""How the intent model learns, when a pack is loaded or trained."""
