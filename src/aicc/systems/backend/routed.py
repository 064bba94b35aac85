"""One back end for a scenario: each action goes where it is served, in time, and is checked."""

import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from aicc import logs
from aicc.breaker import CircuitBreaker
from aicc.calls import LEAST_S, LimitedCalls
from aicc.deadline import Deadline, pauses
from aicc.domain.action import BackendAction
from aicc.domain.serving import TIMEOUT_S
from aicc.errors import AiccError, NotFoundError, ProviderError
from aicc.systems.backend.checking import checked, is_cut
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall

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

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        action = asked.action
        route = self._routes.get(action)
        if route is None:
            raise NotFoundError(f"no back end has an action {action}")
        ask = partial(route.backend.call, tenant_id, asked)
        try:
            answer = self._ask(action, route, ask, deadline)
            cut = [name for name in route.about.lists if is_cut(answer.values.get(name))]
            if cut:
                log.warning("backend.list_cut", action=action, lists=cut)
            return checked(action, route.about, answer)
        except AiccError as error:
            log.warning("backend.call_failed", action=action, code=error.code, why=str(error))
            raise

    def _ask(self, action: str, route: Route, ask: "_Ask", deadline: Deadline) -> BackendAnswer:
        """As often as the route allows, as long as there is time and trying again makes sense."""
        tries = zip(range(route.retries, -1, -1), pauses(FIRST_PAUSE_S), strict=False)
        for left, pause_s in tries:
            try:
                return self._try(action, route, ask, deadline)
            except ProviderError as error:
                if not (left and error.retryable) or deadline.left_s < pause_s + LEAST_S:
                    raise
            self._pause(pause_s)
        raise ProviderError(f"{action}: not asked")  # a route allows no try

    def _try(self, action: str, route: Route, ask: "_Ask", deadline: Deadline) -> BackendAnswer:
        if route.breaker is None:
            return ask(deadline)
        limit = Deadline(deadline.cap(route.timeout_s))
        calls = LimitedCalls(
            action,
            own_s=route.timeout_s,
            threads=self._threads,
            breaker=route.breaker,
            refusals_fail=False,
        )
        return calls.begin(partial(ask, limit), limit).result()


_Ask = Callable[[Deadline], BackendAnswer]
