"""How a key is written, and how it is known again: `aicc_<id>_<secret>`, kept as a hash."""

import hmac
import re
import secrets
from datetime import datetime
from hashlib import sha256

from aicc.deadline import Deadline
from aicc.domain.api_key import ApiKey
from aicc.stores.api_keys.port import ApiKeyStore

_WRITTEN = re.compile(r"aicc_([0-9a-f]{12})_([0-9a-f]{64})")


def new_key(name: str, role: str, tenant_id: str, now: datetime) -> tuple[ApiKey, str]:
    """The key to keep, and the text to hand over once. The secret is random and as long as a
    hash, so that a plain one of it is as good as a slow one."""
    key_id, secret = secrets.token_hex(6), secrets.token_hex(32)
    kept = ApiKey(
        id=key_id, name=name, role=role, tenant_id=tenant_id, hashed=_hash(secret), made_at=now
    )
    return kept, f"aicc_{key_id}_{secret}"


def is_written_key(text: str) -> bool:
    return bool(_WRITTEN.fullmatch(text))


def known_key(store: ApiKeyStore, text: str, deadline: Deadline) -> ApiKey | None:
    """The key that this text is; None for a made-up and for a revoked one."""
    written = _WRITTEN.fullmatch(text)
    kept = store.find(written[1], deadline) if written else None
    if written is None or kept is None or kept.revoked_at is not None:
        return None
    return kept if hmac.compare_digest(kept.hashed, _hash(written[2])) else None


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
