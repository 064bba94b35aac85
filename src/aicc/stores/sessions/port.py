"""Sessions under way: one turn at a time, in order, and the state between turns."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.session import Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Lease:
    """The right to run one turn. `fence` grows with every lease of the session.

    `session` is None for one that is not known, and then history may know it;
    `recovered` is true when the holder before never finished: its turn may be in history.
    """

    tenant_id: str
    session_id: str
    fence: int
    session: Session | None
    recovered: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    lease: Lease
    session: Session


class SessionStore(Protocol):
    """Adapters raise only `StoreError` and its kinds. A lease that is not given back runs out."""

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        """Wait for the lease while the deadline allows, then `SessionBusyError`."""
        ...

    def save_many(self, saves: Sequence[Save], deadline: Deadline) -> None:
        """Keep the sessions and give their leases back.

        `LeaseLostError` if any of the leases was taken over: that one is not kept, the others are.
        """
        ...

    def release(self, lease: Lease, deadline: Deadline) -> None:
        """Give the lease back with nothing changed; one that was lost is no error."""
        ...

    def load(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        """The state as it stands, without a lease."""
        ...

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        """Forget the session, whoever holds it."""
        ...
