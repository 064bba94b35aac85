"""A key that lets a program of the company into the admin API, as far as its role reaches."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ApiKey:
    """What is kept of it; the key itself is shown once, and kept as its hash alone."""

    id: str
    name: str
    role: str
    tenant_id: str
    hashed: str
    made_at: datetime
    revoked_at: datetime | None = None
