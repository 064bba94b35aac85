"""History in DynamoDB: the names in the table, pages, and a service that is slow or away."""

import json
import socket
import subprocess
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, cast

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.turn import TurnRecord
from aicc.errors import StoreError
from aicc.stores import aws
from aicc.stores.history.dynamodb import DynamoHistory
from tests.fakes import A_DAY, a_deadline, a_turn, no_time
from tests.servers.dynamodb import REGION, TABLE, a_history_table, make_up_credentials

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with a_history_table(monkeypatch) as client:
        yield client


@pytest.fixture
def history(client: "DynamoDBClient") -> DynamoHistory:
    return DynamoHistory(client, TABLE)


def the_item(client: "DynamoDBClient") -> dict[str, object]:
    [item] = client.scan(TableName=TABLE)["Items"]
    return {name: next(iter(value.values())) for name, value in item.items()}


def test_the_default_tenants_keys_stand_bare(
    client: "DynamoDBClient", history: DynamoHistory
) -> None:
    history.append_many([a_turn("잔액", tenant_id="default", turn_id="t1")], a_deadline())

    item = the_item(client)

    assert item["session_id"] == "s1"
    assert item["user_id"] == "u1"
    assert item["timestamp"] == "2026-03-02T01:00:00.000000+00:00#t1"
    assert item["user_input"] == "잔액"
    assert item["bot_response"] == "잔액 안내입니다."


def test_another_tenants_keys_carry_its_name(
    client: "DynamoDBClient", history: DynamoHistory
) -> None:
    history.append_many([a_turn(tenant_id="shop")], a_deadline())

    item = the_item(client)

    assert (item["session_id"], item["user_id"]) == ("shop#s1", "shop#u1")


def test_metadata_is_one_json_text(client: "DynamoDBClient", history: DynamoHistory) -> None:
    history.append_many([a_turn(metadata={"점수": 0.25})], a_deadline())

    assert json.loads(str(the_item(client)["metadata"])) == {"점수": 0.25}


def test_a_turn_without_a_user_is_kept(history: DynamoHistory) -> None:
    turn = a_turn(tenant_id="default", user_id="")

    history.append_many([turn], a_deadline())

    assert list(history.recent("default", "s1", a_deadline())) == [turn]


def test_an_item_written_by_another_program_can_be_read(
    client: "DynamoDBClient", history: DynamoHistory
) -> None:
    client.put_item(
        TableName=TABLE,
        Item={
            "session_id": {"S": "s1"},
            "timestamp": {"S": "2026-03-02T01:00:00"},
            "user_id": {"S": "u1"},
            "user_input": {"S": "잔액"},
            "bot_response": {"S": "안내"},
            "metadata": {
                "M": {
                    "intent": {"S": "inquiry"},
                    "confidence": {"N": "0.75"},
                    "turns": {"N": "-3"},
                    "ended": {"BOOL": False},
                    "steps": {"L": [{"S": "auth"}, {"NULL": True}]},
                }
            },
        },
    )

    expected = TurnRecord(
        tenant_id="default",
        session_id="s1",
        turn_id="2026-03-02T01:00:00",
        at=A_DAY,
        user_id="u1",
        user_input="잔액",
        bot_response="안내",
        metadata={
            "intent": "inquiry",
            "confidence": 0.75,
            "turns": -3,
            "ended": False,
            "steps": ["auth", None],
        },
    )
    assert list(history.recent("default", "s1", a_deadline())) == [expected]


def test_an_item_without_an_instant_is_a_store_error(
    client: "DynamoDBClient", history: DynamoHistory
) -> None:
    client.put_item(
        TableName=TABLE, Item={"session_id": {"S": "s1"}, "timestamp": {"S": "yesterday"}}
    )

    with pytest.raises(StoreError, match="yesterday"):
        history.recent("default", "s1", a_deadline())


def test_more_than_a_page_of_turns_is_read_and_erased(history: DynamoHistory) -> None:
    long = "가" * 10_000  # 30 kB: a page of a megabyte holds about 33
    history.append_many([a_turn(long, minute=i) for i in range(60)], a_deadline(60))

    assert len(history.recent("bank", "s1", a_deadline(60), limit=60)) == 60
    assert history.by_message("bank", "s1", "message-0", a_deadline(60)) is not None
    assert history.erase("bank", "s1", a_deadline(60)) == 60


def test_a_turn_past_its_time_is_not_read_though_it_is_still_there(
    client: "DynamoDBClient",
) -> None:
    clock = HandClock()
    history = DynamoHistory(client, TABLE, keep_s=3600, now=clock)
    history.append_many([a_turn("먼저", minute=0), a_turn("나중", minute=30)], a_deadline())
    clock.move(3600)

    assert [turn.user_input for turn in history.recent("bank", "s1", a_deadline())] == ["나중"]
    assert [turn.user_input for turn in history.by_user("bank", "u1", a_deadline())] == ["나중"]
    assert len(client.scan(TableName=TABLE)["Items"]) == 2


class ReluctantTable:
    """Takes the first item of every batch and leaves the rest unprocessed."""

    def __init__(self) -> None:
        self.taken: list[object] = []

    def batch_write_item(
        self, *, RequestItems: dict[str, list[object]]
    ) -> dict[str, dict[str, list[object]]]:
        [(table, requests)] = RequestItems.items()
        self.taken.append(requests[0])
        return {"UnprocessedItems": {table: requests[1:]} if requests[1:] else {}}


class FullTable(ReluctantTable):
    """Takes nothing."""

    def batch_write_item(
        self, *, RequestItems: dict[str, list[object]]
    ) -> dict[str, dict[str, list[object]]]:
        return {"UnprocessedItems": RequestItems}


def test_what_the_table_did_not_take_is_sent_again() -> None:
    table = ReluctantTable()
    history = DynamoHistory(cast("DynamoDBClient", table), TABLE)

    history.append_many([a_turn(minute=i) for i in range(4)], a_deadline())

    assert len(table.taken) == 4


def test_a_table_that_takes_nothing_is_a_store_error_at_the_deadline() -> None:
    history = DynamoHistory(cast("DynamoDBClient", FullTable()), TABLE)

    with pytest.raises(StoreError, match="no time left"):
        history.append_many([a_turn()], Deadline(0.1))


def every_call_fails(history: DynamoHistory, deadline: Deadline) -> None:
    for call in (
        lambda: history.append_many([a_turn()], deadline),
        lambda: history.recent("bank", "s1", deadline),
        lambda: history.by_message("bank", "s1", "m1", deadline),
        lambda: history.by_user("bank", "u1", deadline),
        lambda: history.erase("bank", "s1", deadline),
    ):
        with pytest.raises(StoreError, match=r"^history\."):
            call()


def test_a_missing_table_is_a_store_error(client: "DynamoDBClient") -> None:
    every_call_fails(DynamoHistory(client, "AnotherTable"), a_deadline())


def test_nothing_is_asked_when_the_time_is_over(history: DynamoHistory) -> None:
    every_call_fails(history, no_time())


def unreachable(port: int) -> DynamoHistory:
    client = aws.client(
        "dynamodb",
        REGION,
        f"http://127.0.0.1:{port}",
        connect_timeout_s=0.05,
        read_timeout_s=0.05,
    )
    return DynamoHistory(client, TABLE)


def test_a_service_that_is_gone_is_a_store_error_soon(monkeypatch: pytest.MonkeyPatch) -> None:
    make_up_credentials(monkeypatch)
    deadline = Deadline(10.0)
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))  # taken, but nobody listens

        every_call_fails(unreachable(unused.getsockname()[1]), deadline)

    assert not deadline.is_over


def test_a_service_that_never_answers_is_a_store_error_within_the_deadline(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    make_up_credentials(monkeypatch)
    deadline = Deadline(10.0)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        every_call_fails(unreachable(silent.getsockname()[1]), deadline)

    assert not deadline.is_over


def test_importing_the_adapter_loads_no_sdk() -> None:
    program = "import sys, aicc.stores.history.dynamodb; sys.exit('boto3' in sys.modules)"

    ended = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": "src"}, check=False, timeout=60
    )

    assert ended.returncode == 0
