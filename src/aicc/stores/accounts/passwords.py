"""How a password is kept and known again: Argon2id, written as its own text says (PHC)."""

import os
import secrets
import unicodedata
from functools import cache
from threading import BoundedSemaphore

from aicc.errors import InvalidInputError

SHORTEST, LONGEST = 10, 200
# OWASP's password storage page: 19 MiB, two passes, one lane; some 30 ms.
_MEMORY_KIB, _PASSES, _LANES, _LENGTH, _SALT = 19 * 1024, 2, 1, 32, 16
_AT_ONCE = BoundedSemaphore(4)  # of one process: 76 MiB at most, however many try


def hashed(password: str) -> str:
    """Raises `InvalidInputError` for one that is too short to be one."""
    if not SHORTEST <= len(password) <= LONGEST:
        raise InvalidInputError(f"a password has {SHORTEST} to {LONGEST} characters")
    return _hash(password)


def is_password(password: str, kept: str | None) -> bool:
    """None is nobody's: it takes as long, so that the time tells no names."""
    from cryptography.exceptions import InvalidKey
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    with _AT_ONCE:
        try:
            Argon2id.verify_phc_encoded(_bytes(password), kept or _nobodys())
        except InvalidKey:
            return False
    return kept is not None


def _hash(password: str) -> str:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    maker = Argon2id(
        salt=os.urandom(_SALT),
        length=_LENGTH,
        iterations=_PASSES,
        lanes=_LANES,
        memory_cost=_MEMORY_KIB,
    )
    return maker.derive_phc_encoded(_bytes(password))


@cache
def _nobodys() -> str:
    return _hash(secrets.token_hex())


def _bytes(password: str) -> bytes:
    """One keyboard writes Hangul composed, another in pieces."""
    return unicodedata.normalize("NFC", password).encode()
