"""Sealing: what only the holders of the installation's key can read, bound to one session.

AES-256 in GCM, so that a changed item, or one that was put in another session's place, is not
opened. The library is loaded when the first secret is sealed, never at the start of a Lambda.
"""

import hashlib
import hmac
import os
from functools import cached_property
from typing import TYPE_CHECKING

from aicc.stores.keys import key_bytes

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_FORM = b"\x01"  # of what follows: a nonce, then the text with its tag
_NONCE_BYTES = 12
_PURPOSE = b"aicc: secrets of running scenarios"  # the key signs tokens too, by another way


class UnreadableSealError(Exception):
    """Changed, of another session, or sealed with another key."""


class Seal:
    """`key` is the text of `AICC_SESSION_KEY`, or of the key file that stands in for it."""

    def __init__(self, key: str) -> None:
        self._key = key

    def close(self, tenant_id: str, session_id: str, plain: bytes) -> bytes:
        nonce = os.urandom(_NONCE_BYTES)
        bound = _bound(tenant_id, session_id)
        return _FORM + nonce + self._cipher.encrypt(nonce, plain, bound)

    def open(self, tenant_id: str, session_id: str, sealed: bytes) -> bytes:
        from cryptography.exceptions import InvalidTag

        nonce, text = sealed[1 : 1 + _NONCE_BYTES], sealed[1 + _NONCE_BYTES :]
        if sealed[:1] != _FORM or len(nonce) < _NONCE_BYTES:
            raise UnreadableSealError("not in a form that is known")
        try:
            return self._cipher.decrypt(nonce, text, _bound(tenant_id, session_id))
        except InvalidTag:
            raise UnreadableSealError("not sealed for this session with this key") from None

    @cached_property
    def _cipher(self) -> "AESGCM":
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM

        return AESGCM(hmac.digest(key_bytes(self._key), _PURPOSE, hashlib.sha256))


def _bound(tenant_id: str, session_id: str) -> bytes:
    """No other pair of ids gives the same."""
    parts = [part.encode(errors="surrogatepass") for part in (tenant_id, session_id)]
    return b"".join(len(part).to_bytes(4, "big") + part for part in parts)
