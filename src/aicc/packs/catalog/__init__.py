"""Every sentence of ours that a customer can read."""
