"""A person of the staff who signs in to the console with a name and a password."""

import re
from dataclasses import dataclass
from datetime import datetime

from aicc.errors import InvalidInputError

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,39}")
_TAKEN = frozenset({"local"})  # the author of what is done with the admin key


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """`name` signs in, and is the author of what they do; `called` is what customers are told."""

    name: str
    called: str
    role: str
    tenant_id: str
    hashed: str  # the password, by Argon2id
    made_at: datetime
    changed_at: datetime  # when the password was set


def account_name(text: str) -> str:
    """In small letters, so that nobody signs in as a second Kim."""
    name = text.strip().lower()
    if not _NAME.fullmatch(name) or name in _TAKEN:
        raise InvalidInputError(
            f"{name!r} is no name for an account: Latin letters, digits and ._- (40 at most)"
        )
    return name
