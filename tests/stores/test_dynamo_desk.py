"""Tickets in DynamoDB when a call fails half-way, or an item goes in between."""

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from botocore.exceptions import EndpointConnectionError

from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest, Ticket
from aicc.domain.ticket_moves import TakeBack
from aicc.errors import NotFoundError, StoreError
from aicc.stores.desk.dynamodb import DynamoDesk
from aicc.stores.state_table import key
from tests.fakes import A_DAY, a_deadline
from tests.servers.dynamodb import STATE_TABLE, a_state_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

_WRITES = ("PutItem", "UpdateItem", "DeleteItem", "BatchWriteItem", "TransactWriteItems")


class Line:
    """To the table: it is cut before the write that `left` counts down to."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self.left: int | None = None
        for name in _WRITES:
            client.meta.events.register(f"before-parameter-build.dynamodb.{name}", self._write)

    def _write(self, **_: object) -> None:
        if self.left == 0:
            raise EndpointConnectionError(endpoint_url="made up")
        if self.left is not None:
            self.left -= 1


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with a_state_table(monkeypatch) as client:
        yield client


def a_request(request_id: str = "r1") -> HandoffRequest:
    return HandoffRequest(
        tenant_id="bank",
        request_id=request_id,
        session_id="s1",
        user_id="u1",
        reason=EscalationReason.USER_REQUEST,
        priority=EscalationPriority.NORMAL,
        description="상담원 연결 요청",
        at=A_DAY,
        queue="loans",
        context={"turns": 3},
    )


def without_item(client: "DynamoDBClient", ticket: Ticket) -> None:
    """As its time to live leaves the table."""
    for sort in ("ticket#0000000000000001", "waiting#0000000000000001"):
        client.delete_item(TableName=STATE_TABLE, Key=key("desk#bank", sort))
    assert ticket.number == "A-0001"


@pytest.mark.parametrize("writes", [0, 1, 2])
def test_erasing_that_was_cut_off_is_done_by_the_next_try(
    client: "DynamoDBClient", writes: int
) -> None:
    desk, line = DynamoDesk(client, STATE_TABLE), Line(client)
    desk.keep(a_request(), a_deadline())

    line.left = writes
    try:
        desk.erase("bank", ["A-0001"], a_deadline())
    except StoreError:
        line.left = None
        found = [each.number for each in desk.about("bank", a_deadline(), user_id="u1")]
        desk.erase("bank", found, a_deadline())

    assert list(desk.waiting("bank", a_deadline())) == []
    assert desk.find("bank", "A-0001", a_deadline()) is None


class Between:
    """Something happens after a ticket was looked up and before it is written."""

    def __init__(self, client: "DynamoDBClient") -> None:
        self.what: list[object] = []
        events = client.meta.events
        events.register("before-parameter-build.dynamodb.TransactWriteItems", self._happen)

    def _happen(self, **_: object) -> None:
        while self.what:
            happen = self.what.pop()
            assert callable(happen)
            happen()


def test_a_ticket_that_expires_while_it_is_withdrawn_leaves_nothing(
    client: "DynamoDBClient",
) -> None:
    desk, between = DynamoDesk(client, STATE_TABLE), Between(client)
    ticket = desk.keep(a_request(), a_deadline())
    between.what.append(lambda: without_item(client, ticket))

    with pytest.raises(NotFoundError):
        desk.move("bank", ticket.number, TakeBack(), A_DAY, a_deadline())

    assert list(desk.about("bank", a_deadline(), user_id="u1")) == []


def test_a_ticket_that_is_erased_while_it_is_withdrawn_stays_erased(
    client: "DynamoDBClient",
) -> None:
    desk, between = DynamoDesk(client, STATE_TABLE), Between(client)
    ticket = desk.keep(a_request(), a_deadline())
    between.what.append(lambda: desk.erase("bank", [ticket.number], a_deadline()))

    with pytest.raises(NotFoundError):
        desk.move("bank", ticket.number, TakeBack(), A_DAY, a_deadline())

    assert desk.find("bank", ticket.number, a_deadline()) is None


def test_a_ticket_that_expires_while_it_is_erased_is_not_written_again(
    client: "DynamoDBClient",
) -> None:
    desk, between = DynamoDesk(client, STATE_TABLE), Between(client)
    ticket = desk.keep(a_request(), a_deadline())
    between.what.append(lambda: without_item(client, ticket))

    assert desk.erase("bank", [ticket.number], a_deadline()) == 0
    assert "Item" not in client.get_item(
        TableName=STATE_TABLE, Key=key("desk#bank", "ticket#0000000000000001")
    )


def test_the_tickets_of_a_session_are_found_without_reading_all(client: "DynamoDBClient") -> None:
    desk, asked = DynamoDesk(client, STATE_TABLE), list[str]()
    for at in range(3):
        desk.keep(replace(a_request(f"r{at}"), session_id=f"s{at}", user_id="u1"), a_deadline())

    def note(params: dict[str, Any], **_: object) -> None:
        asked.append(params["ExpressionAttributeValues"][":o"]["S"])

    client.meta.events.register("before-parameter-build.dynamodb.Query", note)
    by_session = desk.about("bank", a_deadline(), session_id="s1")
    by_user = desk.about("bank", a_deadline(), user_id="u1")

    assert [each.number for each in by_session] == ["A-0002"]
    assert [each.number for each in by_user] == ["A-0001", "A-0002", "A-0003"]
    assert "desk#bank" not in asked


def test_nothing_in_the_table_names_whose_an_erased_ticket_was(client: "DynamoDBClient") -> None:
    desk = DynamoDesk(client, STATE_TABLE)
    number = desk.keep(replace(a_request(), session_id="s-erase", user_id="u-erase"), a_deadline())

    desk.erase("bank", [number.number], a_deadline())

    assert "erase" not in str(client.scan(TableName=STATE_TABLE)["Items"]).replace("erased", "")
