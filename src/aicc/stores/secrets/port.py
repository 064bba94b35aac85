"""Sealed secrets of a session: one item each, which does not outlive its time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class SecretItem:
    """`sealed` is unreadable to the store; from `expires_at` on the item is gone."""

    sealed: bytes
    expires_at: datetime


class SecretStore(Protocol):
    """Adapters raise only `StoreError`. An item that is past its time is never given out, even
    where the store comes to deleting it later."""

    def put(self, tenant_id: str, session_id: str, item: SecretItem, deadline: Deadline) -> None:
        """In the place of the session's item before."""
        ...

    def get(self, tenant_id: str, session_id: str, deadline: Deadline) -> SecretItem | None: ...

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        """One that is not there is no error."""
        ...
