"""Several containers over the same tables: what one has given, no other gives again."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from aicc.deadline import Deadline
from aicc.domain.audit import AuditEntry
from aicc.domain.turn import Incoming
from aicc.settings import Settings
from aicc.stores import aws, tables
from aicc.stores.api_keys.written import known_key, new_key
from aicc.systems.identity.port import CodeOutcome
from aicc.wiring import open_parts
from chatbot_engine import engine_from
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import REGION, STATE_TABLE, a_history_table

ENVIRON = {
    "AICC_PACK": "general",
    "AICC_HISTORY_STORE": "dynamodb",
    "AICC_CONTENT_STORE": "memory",
    "AICC_SESSION_STORE": "memory",
    "AICC_SESSION_KEY": "a-made-up-key-of-more-than-32-characters",
    "AICC_DEMO_CODES": "on",
}


@pytest.fixture(autouse=True)
def _tables(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with a_history_table(monkeypatch):
        tables.create(aws.client("dynamodb", REGION), STATE_TABLE, tables.STATE, Deadline(5))
        yield


def test_three_containers_give_three_ticket_numbers_that_all_of_them_know() -> None:
    parts = [open_parts(Settings.load(ENVIRON)) for _ in range(3)]

    replies = [
        engine_from(each).reply(
            Incoming(
                session_id=f"s{at}", user_id=f"u{at}", message_id="m1", text="상담원 연결해 주세요"
            ),
            a_deadline(30),
        )
        for at, each in enumerate(parts)
    ]

    tickets = [reply.handoff.ticket for reply in replies if reply.handoff]
    assert tickets == ["A-0001", "A-0002", "A-0003"]
    for each in parts:
        waiting = each.desk.waiting("default", a_deadline())
        assert [ticket.number for ticket in waiting] == tickets


def test_a_code_that_one_container_sent_is_checked_by_another(
    capsys: pytest.CaptureFixture[str],
) -> None:
    sender, checker = (open_parts(Settings.load(ENVIRON)).codes for _ in range(2))

    sender.send("default", "01000005678", a_deadline())
    printed = capsys.readouterr()
    code = "".join(filter(str.isdigit, (printed.out + printed.err).split("5678")[-1]))[:6]

    assert checker.check("default", "01000005678", code, a_deadline()).outcome is CodeOutcome.OK


def test_containers_write_one_audit_and_each_of_them_can_verify_it() -> None:
    audits = [each.audit for each in (open_parts(Settings.load(ENVIRON)) for _ in range(3))]
    written = [audit for audit in audits if audit]
    for day in range(2):
        for at, audit in enumerate(written):
            audit.note([staff_entry(f"{day}-{at}", days=day)], a_deadline())

    rows = written[0].rows(date.min, a_deadline())

    assert [row.entry.what for row in rows] == ["0-0", "0-1", "0-2", "1-0", "1-1", "1-2"]
    assert [row.number for row in rows] == [1, 2, 3, 1, 2, 3]
    assert [list(audit.faults(a_deadline())) for audit in written] == [[], [], []]


def test_a_key_that_one_container_revoked_opens_nothing_in_another() -> None:
    here, there = (open_parts(Settings.load(ENVIRON)).api_keys for _ in range(2))
    made, text = new_key("sheet import", "editor", "default", A_DAY)
    here.add(made, a_deadline())
    before = known_key(there, text, a_deadline())

    here.revoke(made.id, A_DAY, a_deadline())

    assert before == made
    assert known_key(there, text, a_deadline()) is None


def staff_entry(what: str, *, days: int) -> AuditEntry:
    return AuditEntry(tenant_id="default", at=A_DAY + timedelta(days=days), actor="kim", what=what)
