"""AWS clients that give up in time, and what their adapters share. boto3 loads when first used."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Literal

from aicc.deadline import Deadline
from aicc.errors import StoreError

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import WriteRequestUnionTypeDef

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 0.5, 1.0

_BATCH = 25  # BatchWriteItem takes no more
_FIRST_PAUSE_S = 0.02


def client(
    service: Literal["dynamodb"],
    region: str,
    endpoint: str = "",
    *,
    connect_timeout_s: float = CONNECT_TIMEOUT_S,
    read_timeout_s: float = READ_TIMEOUT_S,
) -> "DynamoDBClient":
    """One try a call: trying again is for who knows the deadline. No connection is made yet."""
    import boto3
    from botocore.config import Config

    config = Config(
        connect_timeout=connect_timeout_s,
        read_timeout=read_timeout_s,
        retries={"total_max_attempts": 1, "mode": "standard"},
        tcp_keepalive=True,
    )
    return boto3.client(service, region_name=region, endpoint_url=endpoint or None, config=config)


@contextmanager
def store_errors(operation: str, deadline: Deadline) -> Iterator[None]:
    """What AWS raises becomes a `StoreError`; a call whose time is over is not begun.

    One that begins in time may end late by the client's time-outs, no more.
    """
    from botocore.exceptions import BotoCoreError, ClientError

    if deadline.is_over:
        raise StoreError(f"{operation}: no time left")
    try:
        yield
    except (BotoCoreError, ClientError, UnicodeError) as error:
        raise StoreError(f"{operation}: {error}") from error


def in_batches(
    operation: str,
    client: "DynamoDBClient",
    table: str,
    requests: "Sequence[WriteRequestUnionTypeDef]",
    deadline: Deadline,
) -> None:
    """Write 25 at a time; what the table did not take is sent again while the deadline allows."""
    for start in range(0, len(requests), _BATCH):
        left = list(requests[start : start + _BATCH])
        pause_s = _FIRST_PAUSE_S
        while left:
            with store_errors(operation, deadline):
                answer = client.batch_write_item(RequestItems={table: left})
            left = list(answer["UnprocessedItems"].get(table, ()))
            if left:
                time.sleep(deadline.cap(pause_s))
                pause_s *= 2
