"""Keys that were given out: what the rest of the project may ask for."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.api_key import ApiKey


class ApiKeyStore(Protocol):
    """Adapters raise only `StoreError`."""

    def add(self, key: ApiKey, deadline: Deadline) -> None:
        """Durable when it returns."""
        ...

    def find(self, key_id: str, deadline: Deadline) -> ApiKey | None:
        """A revoked one too."""
        ...

    def all(self, deadline: Deadline) -> Sequence[ApiKey]:
        """The oldest first."""
        ...

    def revoke(self, key_id: str, at: datetime, deadline: Deadline) -> bool:
        """False for an unknown one; one that was revoked keeps the time at which it was."""
        ...
