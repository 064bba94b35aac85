"""What is older than the settings keep is removed, hour by hour; DynamoDB's own time to live does
it where the stores are there."""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from aicc import logs
from aicc.clock import Clock, utc_now
from aicc.conversation.personal_data import EVERYBODY
from aicc.deadline import Deadline
from aicc.errors import StoreError
from aicc.stores.audit.audit import Audit
from aicc.stores.desk.port import AgentDesk
from aicc.stores.feedback.port import FeedbackStore
from aicc.stores.history.port import HistoryStore

EVERY_S = 3600.0
FIRST_AFTER_S = 60.0
PURGE_S = 60.0

log = logs.get("aicc.retention")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFor:
    """Seconds; 0 is for ever. `held` are the users whose data stays, `*` all."""

    history_s: float = 0.0
    tickets_s: float = 0.0
    unanswered_s: float = 0.0
    audit_s: float = 0.0
    held: tuple[str, ...] = ()

    @property
    def ends(self) -> bool:
        return any((self.history_s, self.tickets_s, self.unanswered_s, self.audit_s))


class Retention:
    def __init__(
        self,
        kept_for: KeptFor,
        *,
        history: HistoryStore,
        desk: AgentDesk,
        feedback: FeedbackStore,
        audit: Audit | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._audit = audit
        self._kept_for = kept_for
        self._history = history
        self._desk = desk
        self._feedback = feedback
        self._clock = clock
        self._ended = threading.Event()

    def purge(self, deadline: Deadline) -> dict[str, int]:
        """How many of each went."""
        kept, held = self._kept_for, self._kept_for.held
        if EVERYBODY in held:
            return {}
        now = self._clock()
        works: tuple[tuple[str, float, Callable[[timedelta], int]], ...] = (
            ("turns", kept.history_s, lambda a: self._history.purge(now - a, deadline, held)),
            ("tickets", kept.tickets_s, lambda a: self._desk.purge(now - a, deadline, held)),
            (
                "unanswered",
                kept.unanswered_s,
                lambda a: self._feedback.purge_unanswered(now - a, deadline),
            ),
        )
        if self._audit:
            drop = self._audit.drop_aged
            aged = ("audit", kept.audit_s, lambda a: drop((now - a).date(), now, deadline))
            works = (*works, aged)
        gone = {name: work(timedelta(seconds=age_s)) for name, age_s, work in works if age_s}
        if any(gone.values()):
            log.info("retention.purged", **gone)
        return gone

    def start(self) -> None:
        """In a thread that ends with the process."""
        threading.Thread(target=self._watch, name="retention", daemon=True).start()

    def stop(self) -> None:
        self._ended.set()

    def _watch(self) -> None:
        wait_s = FIRST_AFTER_S
        while not self._ended.wait(wait_s):
            wait_s = EVERY_S
            try:
                self.purge(Deadline(PURGE_S))
            except StoreError as error:  # the next hour tries again
                log.warning("retention.not_purged", error=str(error))
