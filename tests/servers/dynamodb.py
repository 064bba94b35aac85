"""DynamoDB in this process, by moto; its credentials are made up."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import TYPE_CHECKING

import pytest
from moto import mock_aws

from aicc.deadline import Deadline
from aicc.stores import aws, tables

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

REGION = "ap-northeast-2"
TABLE = "ConversationHistory"
CONTENT_TABLE = "AiccContent"
STATE_TABLE = "AiccState"
MOST_IN_A_BATCH = 25


def make_up_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "made-up")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "made-up")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")


@contextmanager
def a_history_table(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """A client of a region with an empty history table."""
    make_up_credentials(monkeypatch)
    with mock_aws():
        client = aws.client("dynamodb", REGION)
        client.meta.events.register(
            "before-parameter-build.dynamodb.BatchWriteItem", _refuse_what_aws_refuses
        )
        tables.create(client, TABLE, tables.HISTORY, Deadline(5))
        _one_call_at_a_time(client)
        yield client


@contextmanager
def a_content_table(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """A client of a region with an empty content table."""
    make_up_credentials(monkeypatch)
    with mock_aws():
        client = aws.client("dynamodb", REGION)
        tables.create(client, CONTENT_TABLE, tables.CONTENT, Deadline(5))
        _one_call_at_a_time(client)
        yield client


@contextmanager
def a_state_table(monkeypatch: pytest.MonkeyPatch) -> Iterator["DynamoDBClient"]:
    """A client of a region with an empty table of tickets, feedback and codes."""
    make_up_credentials(monkeypatch)
    with mock_aws():
        client = aws.client("dynamodb", REGION)
        tables.create(client, STATE_TABLE, tables.STATE, Deadline(5))
        _one_call_at_a_time(client)
        yield client


def _one_call_at_a_time(client: "DynamoDBClient") -> None:
    """As if the table took them so; moto loses what two threads change at once."""
    lock = Lock()

    def begin(**_: object) -> None:
        lock.acquire()

    def end(**_: object) -> None:
        lock.release()

    client.meta.events.register("before-call.dynamodb", begin)
    for event in ("after-call.dynamodb", "after-call-error.dynamodb"):
        client.meta.events.register(event, end)


def _refuse_what_aws_refuses(params: dict[str, dict[str, list[object]]], **_: object) -> None:
    """moto takes bigger batches, and one item twice."""
    for requests in params["RequestItems"].values():
        assert 0 < len(requests) <= MOST_IN_A_BATCH
        assert len({repr(each) for each in requests}) == len(requests)
