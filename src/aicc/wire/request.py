"""What is sent, and how much of an answer is read."""

from collections.abc import Mapping
from dataclasses import dataclass

LARGEST_ANSWER = 256 * 1024  # bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes = b""
