"""Texts of an event as they came, made such that nothing behind trips over them."""

from typing import Any

LONGEST_SAID = 1024  # characters; Lex hands over no more
LONGEST_ID = 256
LONGEST_ATTRIBUTE = 4096


def text_of(value: Any, most: int) -> str:
    """At most `most` characters; what is half a character is none. Empty for null."""
    if value is None:
        return ""
    return str(value)[:most].encode("utf-8", "replace").decode("utf-8")
