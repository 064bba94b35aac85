"""The company's own tokens, which say for whom a server speaks, or who of its staff asks."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aicc.redact import is_number_of_person
from aicc.settings import Settings

ALGORITHM = "HS256"
LONGEST_NAME = 40

_TENANT = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """Whom a token names; `name` is for people to read."""

    user_id: str
    tenant_id: str
    roles: frozenset[str]
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRules:
    """What a token must be: signed with one of the secrets (two while they change), and more where
    a setting says so. `must_end`: without `exp` it is not good."""

    secrets: tuple[str, ...] = field(repr=False)
    issuer: str = ""
    audience: str = ""
    must_end: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            secrets=tuple(filter(None, (settings.jwt_secret, settings.jwt_secret_before))),
            issuer=settings.jwt_issuer,
            audience=settings.jwt_audience,
            must_end=settings.is_production,
        )

    def read(self, token: str) -> Principal | None:
        """None for a token that is not good."""
        claims = next(filter(None, (self._claims(token, each) for each in self.secrets)), None)
        return principal_in(claims) if claims else None

    def _claims(self, token: str, secret: str) -> Mapping[str, Any] | None:
        import jwt  # a Lambda without tokens does without it

        try:
            found: Mapping[str, Any] = jwt.decode(
                token,
                secret,
                algorithms=[ALGORITHM],
                issuer=self.issuer or None,
                audience=self.audience or None,
                options={
                    "verify_aud": bool(self.audience),
                    "require": ["exp"] if self.must_end else [],
                },
            )
        except jwt.InvalidTokenError:
            return None
        return found


def is_tenant(name: str) -> bool:
    """A name that a header may carry and a key may begin with; nobody's number."""
    return bool(_TENANT.fullmatch(name)) and not is_number_of_person(name)


def principal_in(claims: Mapping[str, Any]) -> Principal | None:
    """The claims `user_id`, `tenant_id`, `name`, `roles`, `role`; None where they name nobody."""
    user_id, tenant_id = claims.get("user_id"), claims.get("tenant_id")
    if not isinstance(user_id, str) or not user_id:
        return None
    return Principal(
        user_id=user_id,
        tenant_id=tenant_id if isinstance(tenant_id, str) else "",
        roles=_roles(claims.get("roles")) | _roles(claims.get("role")),
        name=_name(claims.get("name")),
    )


def _name(claim: object) -> str:
    return " ".join(claim.split())[:LONGEST_NAME] if isinstance(claim, str) else ""


def _roles(claim: object) -> frozenset[str]:
    """A list of roles, or one role."""
    if isinstance(claim, str):
        return frozenset({claim})
    return frozenset(map(str, claim)) if isinstance(claim, list) else frozenset()
