"""Secrets in AWS Secrets Manager, read once as a container starts.

Its environment has their names alone: whoever may look at a function's configuration reads the
whole of its environment.
"""

import time
from collections.abc import Callable
from typing import Any

from aicc.deadline import Deadline, pauses
from aicc.errors import InvalidInputError, ProviderError
from aicc.stores.aws import aws_client, provider_errors

READ_S = 4.0  # for all of them; Lambda gives a start ten seconds
CONNECT_S, ANSWER_S = 1.0, 1.5
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.1, 0.8

MakeClient = Callable[[str], Any]  # for a region; botocore makes its methods while it runs


def _client(region: str) -> Any:
    return aws_client(
        "secretsmanager", region, connect_timeout_s=CONNECT_S, read_timeout_s=ANSWER_S
    )


class SecretsManager:
    """What was read is kept as long as the object: no turn waits for it, and a value that changed
    is known to the containers that start after it."""

    def __init__(
        self,
        make: MakeClient = _client,
        *,
        deadline: Deadline | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._make = make
        self._deadline = deadline or Deadline(READ_S)
        self._sleep = sleep
        self._clients: dict[str, Any] = {}
        self._known: dict[str, str] = {}

    def read(self, arn: str) -> str:
        """`ProviderError` when it cannot be had in time; nothing that is said has a value in it."""
        if arn not in self._known:
            self._known[arn] = self._asked(arn)
        return self._known[arn]

    def _asked(self, arn: str) -> str:
        waits = pauses(_FIRST_PAUSE_S, _LONGEST_PAUSE_S)
        while True:
            try:
                return self._once(arn)
            except ProviderError as error:
                if not error.retryable or self._deadline.is_over:
                    raise
            self._sleep(self._deadline.cap(next(waits)))

    def _once(self, arn: str) -> str:
        client = self._client_of(arn)
        with provider_errors("secretsmanager.get_secret_value"):
            found = client.get_secret_value(SecretId=arn).get("SecretString")
        if not found:
            raise ProviderError("secretsmanager.get_secret_value: the secret is no text")
        return str(found)

    def _client_of(self, arn: str) -> Any:
        """In the region that the ARN names, which may be another one than the function's."""
        parts = arn.split(":")
        if len(parts) < 7 or parts[2] != "secretsmanager" or not parts[3]:
            raise InvalidInputError("must be the ARN of a secret in Secrets Manager")
        region = parts[3]
        if region not in self._clients:
            self._clients[region] = self._make(region)
        return self._clients[region]
