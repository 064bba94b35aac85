"""JSON as the stores write it: compact, Hangul kept readable."""

import json

from aicc.domain.json import JsonMap
from aicc.errors import StoreError

_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def to_text(value: JsonMap) -> str:
    return _encode(value)


def from_text(text: str) -> JsonMap:
    """`StoreError` for anything but an object: then the stored value is damaged."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise StoreError("a stored value is not JSON") from error
    if not isinstance(value, dict):
        raise StoreError("a stored value is not a JSON object")
    return value
