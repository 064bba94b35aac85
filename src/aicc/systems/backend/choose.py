"""From a pack's actions to the back end that serves them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, TypeVar, cast

from aicc.breaker import CircuitBreaker
from aicc.domain.action import BackendAction
from aicc.domain.serving import Auth, HttpService, LambdaService, ServedAction
from aicc.errors import ConfigError
from aicc.stores import aws
from aicc.systems.backend.lambda_function import LambdaBackend, LambdaClient
from aicc.systems.backend.missing import MissingBackend
from aicc.systems.backend.port import Backend
from aicc.systems.backend.routed import CALLS_AT_ONCE, Route, RoutedBackend
from aicc.wire.sigv4 import Sign, SigV4

Served: TypeAlias = Mapping[str, ServedAction]
S = TypeVar("S", HttpService, LambdaService)


def _lambda_client(region: str, read_timeout_s: float) -> LambdaClient:
    made = aws.aws_client(
        "lambda", region, connections=CALLS_AT_ONCE, read_timeout_s=read_timeout_s
    )
    return cast("LambdaClient", made)  # boto3 makes the methods of a client while it runs


@dataclass(frozen=True, slots=True, kw_only=True)
class CallTools:
    """What calling a company's systems needs; asked for only where an action needs it."""

    region: str
    secrets: Mapping[str, str] = field(default_factory=dict)
    sign: Sign = field(default_factory=lambda: SigV4(aws.credentials))
    lambda_client: Callable[[str, float], LambdaClient] = _lambda_client


def backend_for(served: Served, own: Iterable[Backend], tools: CallTools) -> RoutedBackend:
    """`own` have what no service serves. `ConfigError` for a secret that is missing."""
    check_secrets(served, tools.secrets)
    systems = [*_http(served, tools), *_lambda(served, tools)]
    places: dict[str, CircuitBreaker] = {}
    routes = in_process(served, own)
    for system in systems:
        for name in system.actions:
            action = served[name]
            place = action.service.place if action.service else ""
            routes[name] = Route(
                backend=system,
                about=action.about,
                timeout_s=action.timeout_s,
                retries=action.retries,
                breaker=places.setdefault(place, CircuitBreaker()),
            )
    return RoutedBackend(routes)


def in_process(served: Served, own: Iterable[Backend]) -> dict[str, Route]:
    """Routes to `own` alone; what a pack says about an action counts."""
    missing = MissingBackend({name: action.about for name, action in served.items()})
    routes = {name: Route(backend=missing, about=about) for name, about in missing.actions.items()}
    for each in own:
        for name, about in each.actions.items():
            said = served[name].about if name in served else about
            routes[name] = Route(backend=each, about=said)
    return routes


def check_secrets(served: Served, secrets: Mapping[str, str]) -> None:
    for name, action in served.items():
        wanted = secret_of(action)
        if wanted and wanted not in secrets:
            raise ConfigError(f"AICC_SECRET_{wanted} is missing: the action {name} needs it")


def secret_of(action: ServedAction) -> str:
    """The name of the secret that the action needs; empty for none."""
    return action.service.secret if isinstance(action.service, HttpService) else ""


def _http(served: Served, tools: CallTools) -> list[Backend]:
    services = _of_kind(served, HttpService)
    if not services:
        return []
    from aicc.systems.backend.http import HttpBackend  # loads urllib3
    from aicc.wire.http import HttpWire

    located = {
        name: (about, _in_region(service, tools.region))
        for name, (about, service) in services.items()
    }
    return [HttpBackend(located, secrets=tools.secrets, sign=tools.sign, wire=HttpWire())]


def _lambda(served: Served, tools: CallTools) -> list[Backend]:
    services = _of_kind(served, LambdaService)
    if not services:
        return []
    longest_s = max(served[name].timeout_s for name in services)
    return [LambdaBackend(services, client=lambda: tools.lambda_client(tools.region, longest_s))]


def _of_kind(served: Served, kind: type[S]) -> dict[str, tuple[BackendAction, S]]:
    return {
        name: (action.about, action.service)
        for name, action in served.items()
        if isinstance(action.service, kind)
    }


def _in_region(service: HttpService, region: str) -> HttpService:
    signs = service.auth is Auth.SIGV4 and not service.region
    return replace(service, region=region) if signs else service
