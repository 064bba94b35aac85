"""What is sent, how much of an answer is read, and which refusals may pass."""

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST_ANSWER = 256 * 1024  # bytes
# Statuses after which the same request may well be answered; 529 is "overloaded" of some
MAY_PASS = frozenset({408, 425, 429, 500, 502, 503, 504, 529})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
