"""Words that cannot wait for a bot: an emergency, an accident, a loss."""

EMERGENCY_WORDS = ("긴급", "응급", "사고", "분실")
