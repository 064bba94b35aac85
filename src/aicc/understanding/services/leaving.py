"""A sentence on its way to a service: masked first, then cut to what the service takes."""

import re

from aicc.domain.said import Said
from aicc.korean.personal.span import PersonalKind
from aicc.redact import mask_said

# What may pass while Lex asks for a slot: the first row whose words are in the slot's name says.
# Registration numbers and cards are in no row, so they never pass.
SLOT_WORDS: tuple[tuple[str, frozenset[PersonalKind]], ...] = (
    ("card|resident|registration|rrn|ssn", frozenset()),
    ("phone|mobile|contact", frozenset({PersonalKind.PHONE})),
    ("mail", frozenset({PersonalKind.EMAIL})),
    ("passport", frozenset({PersonalKind.PASSPORT})),
    ("licen[cs]e", frozenset({PersonalKind.LICENCE})),
    # a long number that nothing names counts as an account, and so does that of an order
    ("account|order|tracking|invoice|number|code", frozenset({PersonalKind.ACCOUNT})),
)


def leaving(said: Said, *, asked_slot: str = "") -> str:
    """What was said, masked, except what the slot that Lex asks for is there to take."""
    rows = (kinds for words, kinds in SLOT_WORDS if re.search(words, asked_slot, re.IGNORECASE))
    return mask_said(said, passing=next(rows, frozenset()))


def cut_characters(text: str, most: int) -> str:
    """At most `most` UTF-16 units, the strictest way to count characters; none is halved."""
    return text.encode("utf-16-le", "ignore")[: 2 * most].decode("utf-16-le", "ignore")


def cut_bytes(text: str, most: int) -> str:
    """At most `most` bytes of UTF-8; no character is halved."""
    return text.encode("utf-8", "ignore")[:most].decode("utf-8", "ignore")
