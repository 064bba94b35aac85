"""The company's own systems: what scenarios call, and who proves who is speaking."""
