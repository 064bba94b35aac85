"""Actions that Lambda functions serve: {"action", "tenant_id", "key", "arguments"} in, our form of
an answer out."""

import json
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.serving import LambdaService
from aicc.errors import NotFoundError, ProviderError
from aicc.stores.aws import provider_errors
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.backend.reading import own_answer
from aicc.wire.request import LARGEST_ANSWER


class LambdaClient(Protocol):
    """Of boto3's client what is used here."""

    def invoke(self, **request: Any) -> Mapping[str, Any]: ...


class LambdaBackend:
    """`client` is asked for at the first call, with its time-outs set and one try a call."""

    def __init__(
        self,
        served: Mapping[str, tuple[BackendAction, LambdaService]],
        *,
        client: Callable[[], LambdaClient],
    ) -> None:
        self._served = served
        self._connect = client
        self._client: LambdaClient | None = None

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return {name: about for name, (about, _) in self._served.items()}

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        action = asked.action
        if action not in self._served:
            raise NotFoundError(f"no action {action} is served by a Lambda function")
        _, service = self._served[action]
        told = {
            "action": action,
            "tenant_id": tenant_id,
            "key": asked.key,
            "arguments": asked.arguments,
        }
        request = {
            "FunctionName": service.function,
            "InvocationType": "RequestResponse",
            "Payload": json.dumps(told).encode(),
        }
        if service.qualifier:
            request["Qualifier"] = service.qualifier
        return own_answer(action, self._invoke(action, request))

    def _invoke(self, action: str, request: Mapping[str, Any]) -> bytes:
        if self._client is None:
            self._client = self._connect()
        with provider_errors(action):
            answer = self._client.invoke(**request)
            if answer.get("FunctionError"):
                raise ProviderError(f"{action}: the function failed: {answer['FunctionError']}")
            body: bytes = answer["Payload"].read(LARGEST_ANSWER + 1)
        if len(body) > LARGEST_ANSWER:
            raise ProviderError(f"{action}: an answer of more than {LARGEST_ANSWER // 1024} kB")
        return body
