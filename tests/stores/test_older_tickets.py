"""Tickets that release 0.1.0 kept, which knew only that somebody waits or does not any more."""

import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from aicc.domain.handoff import HumanAgent, Kept, TicketState, Withdrawn
from aicc.domain.ticket_moves import Take
from aicc.stores.desk.dynamodb import DynamoDesk
from aicc.stores.desk.sqlite import SqliteDesk
from aicc.stores.sqlite import SqliteFile
from aicc.stores.state_table import key
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table

KIM = HumanAgent(id="kim")
LATER = A_DAY + timedelta(minutes=5)
OLD_TABLE = """
CREATE TABLE tickets (
  tenant_id TEXT NOT NULL, count INTEGER NOT NULL, request_id TEXT NOT NULL, state TEXT NOT NULL,
  at TEXT NOT NULL, session_id TEXT NOT NULL, user_id TEXT NOT NULL, queue TEXT NOT NULL,
  priority TEXT NOT NULL, reason TEXT NOT NULL, description TEXT NOT NULL, context TEXT NOT NULL,
  PRIMARY KEY (tenant_id, count), UNIQUE (tenant_id, request_id)
)
"""


def old_row(count: int, state: str) -> tuple[str | int, ...]:
    kept = ("s1", "u1", "loans", "normal", "user_request", "상담원 연결", '{"turns":3}')
    return ("bank", count, f"r{count}", state, A_DAY.isoformat(timespec="microseconds"), *kept)


def test_a_file_of_an_earlier_release_goes_on(tmp_path: Path) -> None:
    path = tmp_path / "aicc.db"
    with sqlite3.connect(path) as file:
        file.execute(OLD_TABLE)
        rows = [old_row(1, "kept"), old_row(2, "withdrawn")]
        file.executemany(f"INSERT INTO tickets VALUES ({', '.join('?' * 12)})", rows)
    file.close()

    with SqliteFile(path) as opened:
        desk = SqliteDesk(opened)
        found = desk.page("bank", set(TicketState), a_deadline())
        taken = desk.move("bank", "A-0001", Take(by=KIM), LATER, a_deadline())

    assert [each.standing for each in found] == [Withdrawn(at=A_DAY), Kept(since=A_DAY)]
    assert taken.held_by == KIM
    assert taken.request.context == {"turns": 3}
    with SqliteFile(path) as again:
        assert SqliteDesk(again).find("bank", "A-0001", a_deadline()) == taken


def test_an_item_of_an_earlier_release_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    names = (
        *("tenant_id", "count", "request_id", "state", "at", "session_id", "user_id", "queue"),
        *("priority", "reason", "description", "context"),
    )
    row = dict(zip(names, old_row(1, "kept"), strict=True))
    item = {name: {"S": str(value)} for name, value in row.items() if name != "count"}
    with a_state_table(monkeypatch) as client:
        for kind in ("ticket", "waiting"):
            at = key("desk#bank", f"{kind}#0000000000000001")
            client.put_item(TableName=STATE_TABLE, Item={**at, **item, "number": {"S": "A-0001"}})
        desk = DynamoDesk(client, STATE_TABLE)

        [waiting] = desk.waiting("bank", a_deadline())
        taken = desk.move("bank", "A-0001", Take(by=KIM), LATER, a_deadline())

        assert waiting.standing == Kept(since=A_DAY)
        assert desk.find("bank", "A-0001", a_deadline()) == taken
        assert list(desk.waiting("bank", a_deadline())) == []
