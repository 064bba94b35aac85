"""A history that may be away for a while: what it cannot take waits in a spool."""

import threading
from collections.abc import Callable, Collection, Sequence
from datetime import datetime
from typing import TypeVar

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord
from aicc.errors import StoreError, StoreRestingError
from aicc.stores.history.port import HistoryStore
from aicc.stores.spool.port import Spool

T = TypeVar("T")

FOR_SPOOL_S = 0.3  # of a turn's time, so that there is some when the history has used up its own
FAILURES, REST_S = 2, 2.0
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
REPLAY_S = 30.0

log = logs.get("aicc.stores")


class SpooledHistory:
    """A turn is answered once history or spool has it. `replays`: this process writes what waits,
    in a thread, as long as something does."""

    def __init__(
        self,
        inner: HistoryStore,
        spool: Spool,
        *,
        replays: bool = True,
        breaker: CircuitBreaker | None = None,
    ) -> None:
        self._inner = inner
        self._spool = spool
        self._replays = replays
        self._breaker = breaker or CircuitBreaker(failures=FAILURES, rest_s=REST_S)
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        if replays:
            self._begin_replay()

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        own = Deadline(max(0.0, deadline.left_s - FOR_SPOOL_S))
        try:
            self._ask(lambda: self._inner.append_many(turns, own))
        except StoreError as error:
            logs.warn_of_store(log, "history.spooled", error)
            self._spool.put(turns, deadline)
            if self._replays:
                self._begin_replay()

    def write_through(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        """Past the spool: for who replays it."""
        self._inner.append_many(turns, deadline)

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        waiting = self._spool.recent(tenant_id, session_id)
        try:
            written = self._ask(lambda: self._inner.recent(tenant_id, session_id, deadline, limit))
        except StoreError:
            if not waiting:
                raise
            return waiting[-limit:]
        return _joined(written, waiting)[-limit:]

    def by_message(
        self, tenant_id: str, session_id: str, message_id: str, deadline: Deadline
    ) -> TurnRecord | None:
        waiting = self._spool.recent(tenant_id, session_id)
        same = [turn for turn in waiting if turn.message_id == message_id]
        if same:
            return same[-1]
        return self._ask(
            lambda: self._inner.by_message(tenant_id, session_id, message_id, deadline)
        )

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        return self._ask(lambda: self._inner.by_user(tenant_id, user_id, deadline, limit))

    def since(
        self, tenant_id: str, at: datetime, deadline: Deadline, limit: int = 10_000
    ) -> Sequence[TurnRecord]:
        return self._inner.since(tenant_id, at, deadline, limit)

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        return self._inner.purge(before, deadline, held)

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        self._spool.erase(tenant_id, session_id)
        return self._inner.erase(tenant_id, session_id, deadline)

    def probe(self, deadline: Deadline) -> None:
        self._inner.probe(deadline)

    def waiting(self, deadline: Deadline) -> int:
        """Turns that the history does not have yet."""
        return self._spool.waiting(deadline)

    def replay(self) -> int:
        """Write what waits, now; `StoreError` where the history is still away."""
        written = self._spool.replay(lambda turns: self._inner.append_many(turns, _a_while()))
        if written:
            self._breaker.succeeded()
            log.info("history.replayed", turns=written)
        return written

    def _ask(self, call: Callable[[], T]) -> T:
        """Not at all, for a while, where the history has failed again and again."""
        if not self._breaker.allows():
            raise StoreRestingError("history: it is let rest")
        try:
            found = call()
        except StoreError:
            self._breaker.failed()
            raise
        self._breaker.succeeded()
        return found

    def _begin_replay(self) -> None:
        with self._lock:
            if self._thread is None:
                self._thread = threading.Thread(
                    target=self._replay_until_empty, name="history-replay", daemon=True
                )
                self._thread.start()

    def _replay_until_empty(self) -> None:
        wait, wait_s = threading.Event(), FIRST_PAUSE_S
        while True:
            try:
                self.replay()
                with self._lock:
                    if not self._spool.waiting(_a_while()):
                        self._thread = None
                        return
                wait_s = FIRST_PAUSE_S
            except StoreError as error:
                log.warning("history.still_away", error=str(error))
                wait_s = min(2 * wait_s, LONGEST_PAUSE_S)
            wait.wait(wait_s)


def _a_while() -> Deadline:
    return Deadline(REPLAY_S)


def _joined(written: Sequence[TurnRecord], waiting: Sequence[TurnRecord]) -> Sequence[TurnRecord]:
    by_id = {turn.turn_id: turn for turn in (*written, *waiting)}
    return sorted(by_id.values(), key=lambda turn: (turn.at, turn.turn_id))
