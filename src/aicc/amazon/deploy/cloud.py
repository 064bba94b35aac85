"""The one door to AWS for deployment: every call has time-outs, tries again what may pass, and
says in AWS's own words why it failed."""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Literal

from aicc.deadline import pauses
from aicc.errors import ProviderError
from aicc.stores.aws import aws_client

Service = Literal[
    "cloudformation", "connect", "dynamodb", "ec2", "ecr", "ecs", "kms", "lambda", "lexv2-models",
    "logs", "s3", "secretsmanager", "service-quotas", "sqs", "sts",
]  # fmt: skip
Clients = Callable[[Service], Any]  # whose methods botocore makes while it runs
Answer = Mapping[str, Any]

CONNECT_TIMEOUT_S, READ_TIMEOUT_S = 5.0, 60.0
MOST_TRIES, FIRST_PAUSE_S, LONGEST_PAUSE_S = 5, 1.0, 8.0

_MAY_PASS = frozenset({
    "InternalError", "InternalFailure", "InternalServerException", "RequestLimitExceeded",
    "ServiceException", "ServiceUnavailable", "ServiceUnavailableException", "SlowDown",
    "Throttling", "ThrottlingException", "TooManyRequestsException",
})  # fmt: skip
_DENIED = re.compile(r"AccessDenied.*|UnauthorizedOperation|NotAuthorized|AuthFailure")
_NO_CREDENTIALS = frozenset({
    "ExpiredToken", "ExpiredTokenException", "InvalidClientTokenId", "SignatureDoesNotMatch",
    "UnrecognizedClientException",
})  # fmt: skip
_KEY_ID = re.compile(r"\b(?:AKIA|ASIA)[A-Z0-9]{12,}")
_HIDDEN = "****"
_SHORTEST_HIDDEN = 8  # what is shorter is no credential


class CloudError(ProviderError):
    """`aws_code` is AWS's name of the error, or botocore's of what was cut off."""

    def __init__(self, call: str, aws_code: str, message: str, *, retryable: bool = False) -> None:
        super().__init__(f"{call}: {aws_code}: {message}", retryable=retryable)
        self.aws_code = aws_code
        self.said = message

    @property
    def is_denied(self) -> bool:
        return bool(_DENIED.fullmatch(self.aws_code))

    @property
    def has_no_credentials(self) -> bool:
        return self.aws_code in _NO_CREDENTIALS


class Cloud:
    """The clients come with their time-outs set. `sleep` waits between tries."""

    def __init__(
        self,
        clients: Clients,
        *,
        sleep: Callable[[float], None] = time.sleep,
        hidden: Iterable[str] = (),
    ) -> None:
        self._clients = clients
        self._made: dict[Service, Any] = {}
        self.sleep = sleep
        self._hidden = tuple(each for each in hidden if len(each) >= _SHORTEST_HIDDEN)

    def call(self, service: Service, operation: str, **given: Any) -> Answer:
        """`CloudError`, after some tries where the fault may pass."""
        waits = pauses(FIRST_PAUSE_S, LONGEST_PAUSE_S)
        for left in reversed(range(MOST_TRIES)):
            try:
                return self._once(service, operation, given)
            except CloudError as error:
                if not (error.retryable and left):
                    raise
            self.sleep(next(waits))
        raise AssertionError("the last try answers or raises")

    def shown(self, text: str) -> str:
        """Without any credential that may stand in it."""
        for each in self._hidden:
            text = text.replace(each, _HIDDEN)
        return _KEY_ID.sub(_HIDDEN, text)

    def _once(self, service: Service, operation: str, given: Mapping[str, Any]) -> Answer:
        from botocore import exceptions
        from botocore.parsers import ResponseParserError

        call = f"{service}.{operation}"
        try:
            answer: Answer = getattr(self._client(service), operation)(**given)
        except exceptions.ClientError as error:
            told = error.response.get("Error", {})
            code, message = told.get("Code", "unknown"), told.get("Message", "")
            raise self._error(call, code, message, code in _MAY_PASS) from error
        except exceptions.BotoCoreError as error:
            cut_off = exceptions.ConnectionError | exceptions.HTTPClientError
            name = type(error).__name__
            raise self._error(call, name, str(error), isinstance(error, cut_off)) from error
        except ResponseParserError as error:  # a proxy's page, say; it stands outside their tree
            message = "the answer is none of AWS's"
            raise self._error(call, type(error).__name__, message, may_pass=True) from error
        return answer

    def _error(self, call: str, code: str, message: str, may_pass: bool) -> CloudError:
        return CloudError(call, code, self.shown(message), retryable=may_pass)

    def _client(self, service: Service) -> Any:
        if service not in self._made:
            self._made[service] = self._clients(service)
        return self._made[service]


def clients_in(region: str) -> Clients:
    """As they are used by a person at a command line, who waits longer than a caller."""

    def client(service: Service) -> Any:
        return aws_client(
            service,
            region,
            connect_timeout_s=CONNECT_TIMEOUT_S,
            read_timeout_s=READ_TIMEOUT_S,
        )

    return client
