"""Understanding a sentence: the port and the embedded engine."""

"""What a customer's sentence means."""
