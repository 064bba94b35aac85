"""Putting the bot into an AWS account: planned, applied, looked at, taken back, removed."""
