"""Who calls: a telephone number becomes a user id from which nobody reads it back."""

import re
from functools import cached_property
from hashlib import blake2b

from aicc.stores.keys import key_bytes

_NUMBER = re.compile(r"(?:tel:|sips?:)?(\+?[0-9][0-9 ().-]*)(?:[@;].*)?")
# A number of a subscriber has more; shorter ones are extensions, services and switchboards,
# behind which many people call.
_FEWEST_FIGURES = 9
_PERSON_BYTES = 16


class Callers:
    """There are few enough telephone numbers to try them all, so that a plain hash of one is as
    good as the number: these are hashed with the installation's key, for each tenant apart.

    Without a key nobody is known again: each call is somebody of its own.
    """

    def __init__(self, key: str) -> None:
        self._written = key

    def user_id(self, tenant_id: str, address: object, contact_id: str) -> str:
        """Of the caller; of the contact alone where the number is withheld or nobody's own."""
        figures = _figures(address)
        if not figures or not self._written:
            return f"contact:{contact_id}"
        person = blake2b(tenant_id.encode(), digest_size=_PERSON_BYTES).digest()
        hashed = blake2b(figures.encode(), digest_size=12, key=self._key, person=person)
        return f"tel:{hashed.hexdigest()}"

    @cached_property
    def _key(self) -> bytes:
        """Another than the one that seals secrets."""
        return blake2b(b"callers", key=key_bytes(self._written), digest_size=32).digest()


def _figures(address: object) -> str:
    """Empty for "anonymous", "unavailable", "+0000000000" and their like."""
    found = _NUMBER.fullmatch(str(address or "").strip())
    figures = re.sub(r"[^0-9]", "", found[1]) if found else ""
    return figures if len(figures) >= _FEWEST_FIGURES and len(set(figures)) > 1 else ""
