"""One back end for a scenario: each action goes where it is served, in time, and is checked."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.serving import TIMEOUT_S
from aicc.errors import AiccError, NotFoundError, ProviderError
from aicc.systems.backend.checking import checked
from aicc.systems.backend.port import LEAST_S, Backend, BackendAnswer

log = logs.get("aicc.systems.backend")

FIRST_PAUSE_S = 0.05
CALLS_AT_ONCE = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Route:
    """Where an action is served. Routes to one place share its breaker; without one the back end
    is in this process and is called in place."""

    backend: Backend
    about: BackendAction
    timeout_s: float = TIMEOUT_S
    retries: int = 0
    breaker: CircuitBreaker | None = None


class RoutedBackend:
    """Safe for many threads."""

    def __init__(
        self, routes: Mapping[str, Route], *, pause: Callable[[float], None] = time.sleep
    ) -> None:
        self._routes = routes
        self.actions: Mapping[str, BackendAction] = {
            name: route.about for name, route in routes.items()
        }
        self._pause = pause
        self._threads = ThreadPoolExecutor(CALLS_AT_ONCE, thread_name_prefix="backend")

    def call(
        self,
        tenant_id: str,
        action: str,
        arguments: Mapping[str, str],
        deadline: Deadline,
        *,
        key: str = "",
    ) -> BackendAnswer:
        route = self._routes.get(action)
        if route is None:
            raise NotFoundError(f"no back end has an action {action}")
        ask = partial(route.backend.call, tenant_id, action, arguments, key=key)
        try:
            return checked(action, route.about, self._ask(action, route, ask, deadline))
        except AiccError as error:
            log.warning("backend.call_failed", action=action, code=error.code, why=str(error))
            raise

    def _ask(self, action: str, route: Route, ask: "_Ask", deadline: Deadline) -> BackendAnswer:
        """As often as the route allows, as long as there is time and trying again makes sense."""
        pause_s = FIRST_PAUSE_S
        for left in range(route.retries, -1, -1):
            try:
                return self._try(action, route, ask, deadline)
            except ProviderError as error:
                if not (left and error.retryable) or deadline.left_s < pause_s + LEAST_S:
                    raise
            self._pause(pause_s)
            pause_s *= 2
        raise ProviderError(f"{action}: not asked")  # a route allows no try

    def _try(self, action: str, route: Route, ask: "_Ask", deadline: Deadline) -> BackendAnswer:
        breaker = route.breaker
        if breaker is None:
            return ask(deadline)
        limit_s = deadline.cap(route.timeout_s)
        if limit_s < LEAST_S:
            raise ProviderError(f"{action}: no time left", retryable=True)
        if not breaker.allows():
            raise ProviderError(f"{action}: its system failed too often, and rests")
        try:
            answer = self._in_time(action, ask, limit_s)
        except ProviderError as error:
            if not error.retryable:
                breaker.succeeded()  # it answered, though with something of no use
            elif limit_s >= route.timeout_s / 2:  # else it had no time to show that it is well
                breaker.failed()
            raise
        breaker.succeeded()
        return answer

    def _in_time(self, action: str, ask: "_Ask", limit_s: float) -> BackendAnswer:
        """Looking a name up and shaking hands know no deadline: a thread that hangs is left."""
        under_way = self._threads.submit(ask, Deadline(limit_s))
        try:
            return under_way.result(timeout=limit_s)
        except TimeoutError:
            under_way.cancel()
            raise ProviderError(f"{action}: no answer in time", retryable=True) from None


_Ask = Callable[[Deadline], BackendAnswer]
