"""Actions that a company serves over HTTP, as a pack's actions.yaml describes them."""

from collections.abc import Mapping
from dataclasses import replace

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.serving import Auth, HttpService
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.http_request import request_for
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.backend.reading import own_answer, translated
from aicc.wire.http import HttpWire, Response
from aicc.wire.request import MAY_PASS, Request
from aicc.wire.sigv4 import Sign


class HttpBackend:
    """`secrets` by name; `sign` is for services with `auth: sigv4`."""

    def __init__(
        self,
        served: Mapping[str, tuple[BackendAction, HttpService]],
        *,
        secrets: Mapping[str, str],
        sign: Sign,
        wire: HttpWire,
    ) -> None:
        self._served = served
        self._secrets = secrets
        self._sign = sign
        self._wire = wire

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return {name: about for name, (about, _) in self._served.items()}

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        action = asked.action
        if action not in self._served:
            raise NotFoundError(f"no action {action} is served over HTTP")
        about, service = self._served[action]
        request = self._allowed(service, request_for(service, tenant_id, asked))
        return _answer(action, about, service, self._wire.send(request, deadline))

    def _allowed(self, service: HttpService, request: Request) -> Request:
        """With what shows that we may ask."""
        if service.auth is Auth.SIGV4:
            return self._sign(request, service.service, service.region)
        if service.auth is Auth.BEARER:
            token = f"Bearer {self._secrets[service.secret]}"
            return replace(request, headers={**request.headers, "Authorization": token})
        return request


def _answer(
    action: str, about: BackendAction, service: HttpService, response: Response
) -> BackendAnswer:
    outcome = service.statuses.get(response.status)
    if outcome is None and not 200 <= response.status < 300:
        retryable = response.status in MAY_PASS
        raise ProviderError(f"{action}: HTTP {response.status}", retryable=retryable)
    if outcome is not None or service.is_translated:
        return translated(action, about, service, response.body, outcome)
    return own_answer(action, response.body)
