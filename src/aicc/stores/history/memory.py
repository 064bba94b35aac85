"""Embedded history: lives as long as the process."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord

_Turns = dict[tuple[datetime, str], TurnRecord]


class MemoryHistory:
    def __init__(self) -> None:
        self._lock = Lock()
        self._sessions: defaultdict[tuple[str, str], _Turns] = defaultdict(dict)
        self._users: defaultdict[tuple[str, str], _Turns] = defaultdict(dict)

    def append_many(self, turns: Sequence[TurnRecord], deadline: Deadline) -> None:
        with self._lock:
            for turn in turns:
                key = turn.at, turn.turn_id
                kept = self._sessions[turn.tenant_id, turn.session_id].setdefault(key, turn)
                self._users[turn.tenant_id, turn.user_id].setdefault(key, kept)

    def recent(
        self, tenant_id: str, session_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        with self._lock:
            return _last(self._sessions.get((tenant_id, session_id), {}), limit)

    def by_message(
        self, tenant_id: str, session_id: str, message_id: str, deadline: Deadline
    ) -> TurnRecord | None:
        with self._lock:
            turns = self._sessions.get((tenant_id, session_id), {}).values()
            same = [turn for turn in turns if turn.message_id == message_id]
        return max(same, key=_order, default=None)

    def by_user(
        self, tenant_id: str, user_id: str, deadline: Deadline, limit: int = 50
    ) -> Sequence[TurnRecord]:
        with self._lock:
            return _last(self._users.get((tenant_id, user_id), {}), limit)

    def since(
        self, tenant_id: str, at: datetime, deadline: Deadline, limit: int = 10_000
    ) -> Sequence[TurnRecord]:
        with self._lock:
            kept = [
                turn
                for (owner, _), turns in self._sessions.items()
                if owner == tenant_id
                for turn in turns.values()
                if turn.at >= at
            ]
        return _in_order(kept)[-limit:]

    def purge(self, before: datetime, deadline: Deadline, held: Collection[str] = ()) -> int:
        gone = 0
        with self._lock:
            for turns in self._sessions.values():
                for key, turn in [*turns.items()]:
                    if turn.at < before and turn.user_id not in held:
                        del turns[key]
                        self._users[turn.tenant_id, turn.user_id].pop(key, None)
                        gone += 1
        return gone

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> int:
        with self._lock:
            gone = self._sessions.pop((tenant_id, session_id), {})
            for key, turn in gone.items():
                self._users[tenant_id, turn.user_id].pop(key, None)
            return len(gone)

    def probe(self, deadline: Deadline) -> None:
        """It is where we are."""


def _last(turns: _Turns, limit: int) -> Sequence[TurnRecord]:
    return _in_order(turns.values())[-limit:]


def _in_order(turns: Iterable[TurnRecord]) -> Sequence[TurnRecord]:
    return tuple(sorted(turns, key=_order))


def _order(turn: TurnRecord) -> tuple[datetime, str]:
    return turn.at, turn.turn_id
