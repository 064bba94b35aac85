"""What a customer's sentence means."""
