"""Tokens that this service issues and reads itself: JSON Web Tokens signed with its own key.

PyJWT reads the company's tokens, whose claims and algorithms are others' choice; for it the whole
of cryptography is loaded, 8 MB. Ours have one header and one algorithm, and are compared as text.
"""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping, Sequence
from typing import Any, Final

_HEADER: Final = b"eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9"  # {"alg":"HS256","typ":"JWT"}


def sign(claims: Mapping[str, Any], key: str) -> str:
    signed = b"%b.%b" % (_HEADER, _coded(json.dumps(claims, separators=(",", ":")).encode()))
    return (signed + b"." + _signature(signed, key)).decode()


def claims_in(
    token: str, key: str, audience: str, required: Sequence[str] = ()
) -> dict[str, Any] | None:
    """None for a token that is not ours, is for something else, or lacks a claim. Whoever asks
    looks at `exp`, which is a number of seconds."""
    signed, _, signature = token.encode(errors="replace").rpartition(b".")
    header, _, payload = signed.partition(b".")
    if header != _HEADER or not hmac.compare_digest(signature, _signature(signed, key)):
        return None
    claims: dict[str, Any] = json.loads(urlsafe_b64decode(payload + b"=" * (-len(payload) % 4)))
    if claims.get("aud") != audience or not isinstance(claims.get("exp"), int):
        return None
    return claims if all(claims.get(name) is not None for name in required) else None


def _signature(signed: bytes, key: str) -> bytes:
    return _coded(hmac.digest(key.encode(), signed, "sha256"))


def _coded(data: bytes) -> bytes:
    return urlsafe_b64encode(data).rstrip(b"=")
