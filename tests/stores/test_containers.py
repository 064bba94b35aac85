"""Several containers over the same tables: what one has given, no other gives again."""

from collections.abc import Iterator

import pytest

from aicc.deadline import Deadline
from aicc.domain.turn import Incoming
from aicc.settings import Settings
from aicc.stores import aws, tables
from aicc.systems.identity.port import CodeOutcome
from aicc.wiring import open_parts
from chatbot_engine import engine_from
from tests.fakes import a_deadline
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
