"""AWS clients that give up in time, and what their adapters share. botocore loads when used."""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Literal, cast

from aicc.deadline import Deadline, pauses
from aicc.errors import ProviderError, StoreError
from aicc.stores.aws_calls import until, within_deadlines

if TYPE_CHECKING:
    from botocore.client import BaseClient
    from botocore.config import Config
    from botocore.credentials import Credentials
    from botocore.loaders import Loader
    from botocore.session import Session
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import WriteRequestUnionTypeDef

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 0.5, 1.0

Service = Literal[
    "cloudformation", "comprehend", "connect", "dynamodb", "ec2", "ecr", "ecs", "kms", "lambda",
    "lexv2-models", "lexv2-runtime", "logs", "s3", "secretsmanager", "service-quotas", "sqs", "sts",
]  # fmt: skip

_BATCH = 25  # BatchWriteItem takes no more
_FIRST_PAUSE_S = 0.02
_CONNECTIONS = 10  # botocore's own figure
_RETRYABLE = frozenset({
    "BadGatewayException", "ConflictException", "DependencyFailedException",
    "InternalServerException", "ServiceException", "ServiceUnavailableException",
    "ThrottlingException", "TooManyRequestsException",
})  # fmt: skip


def client(
    service: Literal["dynamodb"],
    region: str,
    endpoint: str = "",
    *,
    connect_timeout_s: float = CONNECT_TIMEOUT_S,
    read_timeout_s: float = READ_TIMEOUT_S,
) -> "DynamoDBClient":
    """One try a call: trying again is for who knows the deadline. No connection is made yet.

    The very client that boto3 makes, without loading boto3 itself: a quarter of its start.
    """
    made = _new_session().create_client(
        service,
        region_name=region,
        endpoint_url=endpoint or None,
        config=_config(connect_timeout_s, read_timeout_s),
    )
    within_deadlines(made, connect_timeout_s + read_timeout_s)
    return cast("DynamoDBClient", made)  # botocore makes the methods of a client while it runs


def aws_client(
    service: Service,
    region: str,
    *,
    connections: int = _CONNECTIONS,
    connect_timeout_s: float = CONNECT_TIMEOUT_S,
    read_timeout_s: float = READ_TIMEOUT_S,
) -> "BaseClient":
    """One try a call, with credentials from the environment, a profile or a role named there.

    `ProviderError` at once without any: the machine's metadata address, which only times out on
    a laptop, is not asked.
    """
    from botocore.exceptions import BotoCoreError

    try:
        session, _ = _session()
        config = _config(connect_timeout_s, read_timeout_s, connections)
        return session.create_client(service, region_name=region, config=config)
    except (BotoCoreError, ValueError) as error:
        raise ProviderError(f"{service}: {type(error).__name__}") from error


def credentials() -> "Credentials":
    """Those that `aws_client` would use; `ProviderError` without any."""
    from botocore.exceptions import BotoCoreError

    try:
        return _session()[1]
    except BotoCoreError as error:
        raise ProviderError(f"AWS credentials: {type(error).__name__}") from error


@cache
def _models() -> "Loader":
    """What botocore knows of AWS's services, read once a process: four fifths of what each client
    after the first would cost."""
    from botocore.loaders import create_loader

    return create_loader()


def _new_session() -> "Session":
    import botocore.session

    session = botocore.session.Session()
    session.register_component("data_loader", _models())
    return session


def _session() -> "tuple[Session, Credentials]":
    session = _new_session()
    session.get_component("credential_provider").remove("iam-role")
    found = session.get_credentials()
    if found is None:
        raise ProviderError("no AWS credentials")
    return session, found


def _config(
    connect_timeout_s: float, read_timeout_s: float, connections: int = _CONNECTIONS
) -> "Config":
    from botocore.config import Config

    return Config(
        connect_timeout=connect_timeout_s,
        read_timeout=read_timeout_s,
        retries={"total_max_attempts": 1, "mode": "standard"},
        max_pool_connections=connections,
        tcp_keepalive=True,
    )


@contextmanager
def provider_errors(operation: str) -> Iterator[None]:
    """What AWS raises becomes a `ProviderError`, by its name alone: its words may repeat ours."""
    from botocore import exceptions

    try:
        yield
    except exceptions.ClientError as error:
        code = error.response.get("Error", {}).get("Code", "unknown")
        raise ProviderError(f"{operation}: {code}", retryable=code in _RETRYABLE) from error
    except (exceptions.BotoCoreError, UnicodeError) as error:
        cut_off = exceptions.ConnectionError | exceptions.HTTPClientError
        retryable = isinstance(error, cut_off)
        raise ProviderError(f"{operation}: {type(error).__name__}", retryable=retryable) from error


@contextmanager
def store_errors(operation: str, deadline: Deadline) -> Iterator[None]:
    """What AWS raises becomes a `StoreError`. A call whose time is over is not begun; one that is
    begun ends with what is left of it, or with the client's own time-outs."""
    from botocore.exceptions import BotoCoreError, ClientError

    if deadline.is_over:
        raise StoreError(f"{operation}: no time left")
    try:
        with until(deadline), readable(operation):
            yield
    except (BotoCoreError, ClientError, UnicodeError) as error:
        raise StoreError(f"{operation}: {error}") from error


@contextmanager
def readable(operation: str) -> Iterator[None]:
    """An answer that is none of DynamoDB's is a `StoreError`; what stands in its place sends it."""
    try:
        yield
    except (KeyError, TypeError, ValueError, AttributeError, ArithmeticError) as error:
        message = f"{operation}: the answer cannot be read ({type(error).__name__})"
        raise StoreError(message) from error


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
        waits = pauses(_FIRST_PAUSE_S)
        while left:
            with store_errors(operation, deadline):
                answer = client.batch_write_item(RequestItems={table: left})
            with readable(operation):
                left = list(answer["UnprocessedItems"].get(table, ()))
            if left:
                time.sleep(deadline.cap(next(waits)))
