"""What customers made of the answers: what the rest of the project may ask for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.feedback import AnswerCount, Rating, Unanswered

MOST_UNANSWERED = 10_000  # questions of a tenant; those not asked for longest go first


class FeedbackStore(Protocol):
    """Of one pack, except what is erased or purged: that is of all packs of the installation.
    Adapters raise only `StoreError`. No text that is not masked comes here."""

    def count_answer(self, tenant_id: str, faq_id: str, at: datetime, deadline: Deadline) -> None:
        """The entry was the answer once more."""
        ...

    def rate(self, tenant_id: str, rating: Rating, deadline: Deadline) -> None:
        """One rating a turn: a second one replaces the first."""
        ...

    def given(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[AnswerCount]:
        """Every entry that was given or rated on that day (UTC) or later, by id."""
        ...

    def ratings(self, tenant_id: str, since: datetime, deadline: Deadline) -> Sequence[Rating]:
        """Those given since, the oldest first."""
        ...

    def keep_unanswered(
        self, tenant_id: str, turn_id: str, text: str, at: datetime, deadline: Deadline
    ) -> None:
        """The same text again is counted, the same turn again is not."""
        ...

    def unanswered(self, tenant_id: str, deadline: Deadline) -> Sequence[Unanswered]:
        """Most asked first, then by text."""
        ...

    def erase_ratings(self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline) -> int:
        """How many of the turns had one."""
        ...

    def take_back_unanswered(
        self, tenant_id: str, turn_ids: Collection[str], deadline: Deadline
    ) -> int:
        """What the turns asked was asked once less, however often this is called; what nobody
        else asked is gone. How many are."""
        ...

    def purge_unanswered(self, before: datetime, deadline: Deadline) -> int:
        """Those of all tenants that nobody has asked since then. None where items end by
        themselves."""
        ...

    def forget_unanswered(self, tenant_id: str, texts: Collection[str], deadline: Deadline) -> int:
        """They have an answer now, or need none; how many there were."""
        ...
