"""Secrets are read once, in time, from the region that the ARN names; no value is ever said."""

from typing import Any

import pytest
from botocore.exceptions import ReadTimeoutError

from aicc.deadline import Deadline
from aicc.errors import InvalidInputError, ProviderError
from aicc.stores.secrets_manager import SecretsManager
from tests.understanding.aws_model import failure, operation, refuse_wrong_request

ARN = "arn:aws:secretsmanager:ap-northeast-2:123456789012:secret:aicc/session-key-AbCdEf"
MADE_UP = "made-up-value-that-nobody-says"


class FakeSecrets:
    """Raises what it was given, one each time, and then answers; requests as botocore has them."""

    def __init__(self, *faults: Exception, value: str | None = MADE_UP) -> None:
        self.faults = list(faults)
        self.value = value
        self.asked = 0

    def get_secret_value(self, **given: Any) -> dict[str, Any]:
        refuse_wrong_request(operation("secretsmanager", "GetSecretValue"), given)
        self.asked += 1
        if self.faults:
            raise self.faults.pop(0)
        return {"SecretString": self.value} if self.value else {"SecretBinary": b"x"}


def reader(client: FakeSecrets, *, within_s: float = 4.0) -> tuple[SecretsManager, list[float]]:
    slept: list[float] = []
    deadline = Deadline(within_s, monotonic=lambda: sum(slept))
    return SecretsManager(lambda region: client, deadline=deadline, sleep=slept.append), slept


def test_a_secret_is_asked_for_once() -> None:
    client = FakeSecrets()
    secrets, _ = reader(client)

    assert [secrets.read(ARN), secrets.read(ARN)] == [MADE_UP, MADE_UP]
    assert client.asked == 1


def test_what_may_pass_is_asked_again_while_there_is_time() -> None:
    late = ReadTimeoutError(endpoint_url="https://secrets.example")
    secrets, slept = reader(FakeSecrets(late, failure("ThrottlingException", "GetSecretValue")))

    assert secrets.read(ARN) == MADE_UP
    assert slept == [0.1, 0.2]


def test_a_store_that_stays_away_ends_the_start_in_time() -> None:
    late = ReadTimeoutError(endpoint_url="https://secrets.example")
    secrets, slept = reader(FakeSecrets(*[late] * 100), within_s=2.0)

    with pytest.raises(ProviderError, match="ReadTimeoutError"):
        secrets.read(ARN)

    assert sum(slept) <= 2.0


def test_a_right_that_is_missing_is_told_at_once_and_without_a_value() -> None:
    client = FakeSecrets(failure("AccessDeniedException", "GetSecretValue", MADE_UP))
    secrets, slept = reader(client)

    with pytest.raises(ProviderError, match="AccessDeniedException") as refused:
        secrets.read(ARN)

    assert (client.asked, slept) == (1, [])
    assert MADE_UP not in str(refused.value)


def test_bytes_are_no_secret_of_ours() -> None:
    with pytest.raises(ProviderError, match="no text"):
        reader(FakeSecrets(value=None))[0].read(ARN)


def test_the_region_is_the_arns() -> None:
    asked: list[str] = []

    def make(region: str) -> FakeSecrets:
        asked.append(region)
        return FakeSecrets()

    secrets = SecretsManager(make)
    for arn in (ARN, ARN.replace("ap-northeast-2", "us-east-1"), f"{ARN}2"):
        secrets.read(arn)

    assert asked == ["ap-northeast-2", "us-east-1"]


@pytest.mark.parametrize("text", ["", "aicc/session-key", "arn:aws:s3:::b", MADE_UP])
def test_what_is_no_arn_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(InvalidInputError) as refused:
        reader(FakeSecrets())[0].read(text)

    assert MADE_UP not in str(refused.value)
