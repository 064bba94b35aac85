"""Answers are counted together in DynamoDB: a turn costs no write of its own."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from aicc.domain.feedback import AnswerCount
from aicc.errors import StoreError
from aicc.stores.feedback.dynamodb import WRITE_EVERY_S, DynamoFeedback
from tests.fakes import A_DAY, a_deadline, no_time
from tests.servers.dynamodb import STATE_TABLE, a_state_table

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


class Seconds:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    with a_state_table(monkeypatch) as client:
        yield client


def test_counts_of_some_seconds_are_one_write(client: "DynamoDBClient") -> None:
    seconds = Seconds()
    feedback = DynamoFeedback(client, STATE_TABLE, "general", monotonic=seconds)
    for _ in range(5):
        feedback.count_answer("bank", "fee", A_DAY, a_deadline())
    before = client.scan(TableName=STATE_TABLE)["Count"]

    seconds.now = WRITE_EVERY_S
    feedback.count_answer("bank", "fee", A_DAY, a_deadline())

    [item] = client.scan(TableName=STATE_TABLE)["Items"]
    assert (before, item["count"]["N"]) == (0, "6")


def test_what_could_not_be_written_is_counted_the_next_time(client: "DynamoDBClient") -> None:
    seconds = Seconds()
    feedback = DynamoFeedback(client, STATE_TABLE, "general", monotonic=seconds)
    seconds.now = WRITE_EVERY_S
    with pytest.raises(StoreError):
        feedback.count_answer("bank", "fee", A_DAY, no_time())

    found = feedback.given("bank", A_DAY, a_deadline())

    assert list(found) == [AnswerCount(faq_id="fee", count=1)]
