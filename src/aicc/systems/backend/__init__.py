"""The company's own systems as scenarios see them: the port and its adapters."""
