"""Who signed in to the console: a token for some minutes, and one that brings the next."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any

from aicc.channels.company_token import Principal
from aicc.domain.account import Account
from aicc.ids import new_id

from .signed import claims_in, sign

TOKEN_LIFETIME = timedelta(minutes=10)
SHIFT = timedelta(hours=12)  # then the name and the password are asked for again
_TOKEN, _REFRESH = "aicc-console", "aicc-console-refresh"


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn:
    """What the cookie says: whose it is, and of which password. `id` is marked when it is signed
    out."""

    id: str
    name: str
    tenant_id: str
    stamp: str
    ends_at: datetime


class ConsoleTokens:
    """Signed with the key of the installation; neither is worth anything as the other."""

    def __init__(self, key: str) -> None:
        self._key = key

    def issue(self, who: Principal, now: datetime) -> tuple[str, datetime]:
        ends_at = (now + TOKEN_LIFETIME).replace(microsecond=0)
        claims = {
            "aud": _TOKEN,
            "sub": who.user_id,
            "tid": who.tenant_id,
            "name": who.name,
            "roles": sorted(who.roles),
            "exp": int(ends_at.timestamp()),
        }
        return sign(claims, self._key), ends_at

    def read(self, token: str, now: datetime) -> Principal | None:
        """None for one that is not ours, or no longer good."""
        claims = self._claims(token, _TOKEN, now, ["sub", "tid", "roles"])
        if claims is None:
            return None
        return Principal(
            user_id=claims["sub"],
            tenant_id=claims["tid"],
            roles=frozenset(claims["roles"]),
            name=claims.get("name", ""),
        )

    def issue_refresh(self, who: Principal, stamp: str, now: datetime) -> str:
        claims = {
            "aud": _REFRESH,
            "sub": who.user_id,
            "tid": who.tenant_id,
            "stamp": stamp,
            "jti": new_id(),
            "exp": int((now + SHIFT).timestamp()),
        }
        return sign(claims, self._key)

    def read_refresh(self, token: str, now: datetime) -> SignedIn | None:
        claims = self._claims(token, _REFRESH, now, ["sub", "tid", "stamp", "jti"])
        if claims is None:
            return None
        return SignedIn(
            id=claims["jti"],
            name=claims["sub"],
            tenant_id=claims["tid"],
            stamp=claims["stamp"],
            ends_at=datetime.fromtimestamp(claims["exp"], now.tzinfo),
        )

    def _claims(
        self, token: str, audience: str, now: datetime, required: list[str]
    ) -> dict[str, Any] | None:
        found = claims_in(token, self._key, audience, required)
        return found if found and found["exp"] > now.timestamp() else None


def stamp_of(secret: str) -> str:
    """Another password, or another admin key, ends what was signed in with the one before."""
    return sha256(secret.encode()).hexdigest()[:16]


def person_of(account: Account) -> Principal:
    return Principal(
        user_id=account.name,
        tenant_id=account.tenant_id,
        roles=frozenset({account.role}),
        name=account.called,
    )
