"""Who is speaking: one-time codes that prove a telephone is in the customer's hands."""
