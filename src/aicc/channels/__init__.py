"""From a channel's payload to a turn and back."""
