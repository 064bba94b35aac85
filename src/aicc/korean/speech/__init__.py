"""Text made fit to be spoken."""
