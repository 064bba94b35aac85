"""Conversation history: the port and its adapters."""
