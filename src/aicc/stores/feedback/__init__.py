"""What customers made of the answers, and what nothing answered: port and adapters."""
