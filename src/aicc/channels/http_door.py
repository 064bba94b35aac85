"""Whom the turn Lambda answers over HTTP: what the service asks of `/chat`, for an event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Self

from aicc.channels.company_token import Principal, TokenRules, is_tenant, principal_in
from aicc.domain.json import as_map
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import ForbiddenError, InvalidInputError, UnauthorizedError
from aicc.settings import Settings

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class HttpDoor:
    """Shut, as it is made without settings: only claims that a gateway found open it."""

    rules: TokenRules = field(default_factory=lambda: TokenRules(secrets=()))
    tenants: bool = False
    is_open: bool = False

    @classmethod
    def of(cls, settings: Settings) -> Self:
        return cls(
            rules=TokenRules.of(settings), tenants=settings.tenants, is_open=settings.http_open
        )

    def caller(self, event: Event) -> Principal | None:
        """None where everybody is let in; `UnauthorizedError` for who is not known."""
        headers = _headers(event)
        found = self.rules.read(_bearer(headers)) if self.rules.secrets else None
        found = found or principal_in(_claims(event))
        if found is None and not self.is_open:
            raise UnauthorizedError("no token and no claims say who calls")
        return found

    def tenant_id(self, event: Event, who: Principal | None) -> str:
        if not self.tenants:
            return DEFAULT_TENANT
        asked = _headers(event).get("x-tenant-id", "").strip()
        if not asked:
            raise InvalidInputError("the header X-Tenant-ID is missing")
        if not is_tenant(asked):
            raise InvalidInputError("the header X-Tenant-ID is not a tenant's name")
        if who is None or who.tenant_id != asked:
            raise ForbiddenError("X-Tenant-ID is not the tenant of the token")
        return asked


def _headers(event: Event) -> dict[str, str]:
    given = as_map(event.get("headers")).items()
    return {name.lower(): value for name, value in given if isinstance(value, str)}


def _bearer(headers: Mapping[str, str]) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token.strip() if scheme.lower() == "bearer" else ""


def _claims(event: Event) -> Mapping[str, Any]:
    """Of a JWT or a Lambda authoriser (HTTP API), or a Cognito or a Lambda one (REST API), whose
    context stands beside its `principalId`. That one is often the same for everybody, and names
    nobody here."""
    authoriser = as_map(as_map(event.get("requestContext")).get("authorizer"))
    jwt = as_map(as_map(authoriser.get("jwt")).get("claims"))
    named = jwt or as_map(authoriser.get("claims")) or as_map(authoriser.get("lambda"))
    found = named or authoriser
    return {"user_id": found.get("sub"), **found}  # Cognito names its users by `sub`
