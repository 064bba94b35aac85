"""The HTTP service: translate, authorise, call the engine."""
