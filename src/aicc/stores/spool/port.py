"""A spool: what the rest of the project may ask for."""

from collections.abc import Callable, Sequence
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord

Write = Callable[[Sequence[TurnRecord]], None]


class Spool(Protocol):
    """Adapters raise only `StoreError`."""

    def put(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        """Durable when it returns."""
        ...

    def replay(self, write: Write) -> int:
        """Hand over what waits, the oldest first, and forget what was written; how many turns.

        What `write` raises is raised, and the rest waits on. A turn may be handed over twice: the
        history keeps it once. None where somebody else replays.
        """
        ...

    def waiting(self, deadline: Deadline) -> int:
        """How many turns wait, as far as is known."""
        ...

    def recent(self, tenant_id: str, session_id: str) -> Sequence[TurnRecord]:
        """Those of a session that this process has put in and not yet seen written."""
        ...

    def erase(self, tenant_id: str, session_id: str) -> None:
        """Those of the session will not be written any more."""
        ...
