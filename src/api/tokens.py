"""The widget's tokens, each of which opens one session."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from .signed import claims_in, sign

SESSION_LIFETIME = timedelta(hours=24)
TOKENS_REMEMBERED = 4096
AUDIENCE = "aicc-session"


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who may speak in one widget session."""

    tenant_id: str
    session_id: str


class SessionTokens:
    """Signed, good for 24 hours, worth nothing for another session."""

    def __init__(self, key: str) -> None:
        self._key = key
        self._signed = lru_cache(maxsize=TOKENS_REMEMBERED)(self._verify)

    def issue(self, visitor: Visitor, now: datetime) -> tuple[str, datetime]:
        expires_at = (now + SESSION_LIFETIME).replace(microsecond=0)
        claims = {
            "aud": AUDIENCE,
            "sid": visitor.session_id,
            "tid": visitor.tenant_id,
            "exp": int(expires_at.timestamp()),
        }
        return sign(claims, self._key), expires_at

    def read(self, token: str, now: datetime) -> Visitor | None:
        """None for a token that is not ours, or no longer good."""
        known = self._signed(token)
        if known is None or known[1] <= now.timestamp():
            return None
        return known[0]

    def _verify(self, token: str) -> tuple[Visitor, int] | None:
        """Whose it is and until when; remembered, as a signature stays what it was."""
        claims = claims_in(token, self._key, AUDIENCE, ["sid", "tid"])
        if claims is None:
            return None
        visitor = Visitor(tenant_id=str(claims["tid"]), session_id=str(claims["sid"]))
        return visitor, int(claims["exp"])
