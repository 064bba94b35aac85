"""Scenarios that staff edit while the bot runs: checked, versioned, live."""
