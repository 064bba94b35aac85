"""Ids: new ones that sort by time, and the one id that a message's turn always gets."""

import secrets
import time
from collections.abc import Callable
from hashlib import blake2b

NewId = Callable[[], str]

_TIME_HEX = 12  # milliseconds since 1970 fit in 12 hex digits until the year 10889


def new_id() -> str:
    """32 hex digits: milliseconds first, then 80 random bits."""
    return f"{time.time_ns() // 1_000_000:0{_TIME_HEX}x}{secrets.token_hex(10)}"


def turn_id(tenant_id: str, session_id: str, message_id: str) -> str:
    """The same message of the same session is the same turn, whoever computes it."""
    named = "\x1f".join((tenant_id, session_id, message_id))
    return blake2b(named.encode(), digest_size=12).hexdigest()
