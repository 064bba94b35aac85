"""What a turn costs in the embedded stores: open the session, append the turn, save the session.

Run: python -m bench.stores [folder]; the SQLite file is made in the folder and removed.
"""

import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from aicc.deadline import Deadline
from aicc.domain.json import JsonMap
from aicc.domain.session import Session
from aicc.domain.turn import TurnRecord
from aicc.stores.history.memory import MemoryHistory
from aicc.stores.history.port import HistoryStore
from aicc.stores.history.sqlite import SqliteHistory
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import Save, SessionStore
from aicc.stores.sessions.sqlite import SqliteSessions
from aicc.stores.sqlite import SqliteFile
from bench.report import out
from bench.slices import Spread, by_turns

ROUNDS, TURNS = 20, 100  # turns of a slice
SESSIONS = 50
NAMES = ("memory", "sqlite", "sqlite full")
STARTED = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
TRACE: JsonMap = {
    "rule": "faq",
    "scores": {"inquiry": 0.91, "transfer": 0.05},
    "faq": [{"id": "faq-1", "score": 0.83}, {"id": "faq-2", "score": 0.5}],
    "ms": {"understand": 0.11, "faq": 0.2},
}


def a_turn(number: int, session_id: str) -> TurnRecord:
    return TurnRecord(
        tenant_id="default",
        session_id=session_id,
        turn_id=f"{number:024x}",
        at=STARTED + timedelta(seconds=number),
        user_id=f"user of {session_id}",
        user_input="account balance please, " * 2,
        bot_response="Your balance is 1,234 won. " * 3,
        message_id=f"message-{number}",
        metadata=TRACE,
    )


def round_us(sessions: SessionStore, history: HistoryStore, first: int) -> list[float]:
    """Processor microseconds a turn: open, append, save."""
    spent = [0.0, 0.0, 0.0]
    for number in range(first, first + TURNS):
        session_id = f"{number % SESSIONS:032x}"
        turn, deadline = a_turn(number, session_id), Deadline(2.0)
        marks = [time.process_time()]
        lease = sessions.open("default", session_id, deadline)
        marks.append(time.process_time())
        history.append_many([turn], deadline)
        marks.append(time.process_time())
        before = lease.session or Session(
            tenant_id="default", session_id=session_id, user_id=turn.user_id, started_at=STARTED
        )
        after = before.remember(turn.message_id, (turn.bot_response,), turn.at)
        sessions.save_many([Save(lease=lease, session=after)], deadline)
        marks.append(time.process_time())
        spent = [total + marks[i + 1] - marks[i] for i, total in enumerate(spent)]
    return [1e6 * total / TURNS for total in spent]


@contextmanager
def stores(name: str, folder: str | None) -> Iterator[tuple[SessionStore, HistoryStore]]:
    if name == "memory":
        yield MemorySessions(), MemoryHistory()
        return
    with (
        tempfile.TemporaryDirectory(dir=folder) as made,
        SqliteFile(Path(made) / "bench.db", full_sync=name == "sqlite full") as file,
    ):
        yield SqliteSessions(file), SqliteHistory(file)


def main(folder: str | None) -> None:
    with ExitStack() as stack:
        opened = {name: stack.enter_context(stores(name, folder)) for name in NAMES}
        found = by_turns({name: _slicing(*opened[name]) for name in NAMES}, ROUNDS)
    for name, slices in found.items():
        parts = (Spread.of([each[at] for each in slices]).median for at in range(3))
        open_us, append_us, save_us = parts
        together = Spread.of([sum(each) for each in slices])
        out.print(
            f"{name:12} open {open_us:5.1f}  append {append_us:5.1f}  save {save_us:5.1f}  "
            f"together {together.median:6.1f} us; {together.half}",
            markup=False,
        )


def _slicing(sessions: SessionStore, history: HistoryStore) -> Callable[[int], list[float]]:
    return lambda number: round_us(sessions, history, (number + 1) * TURNS)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else None)
