"""Calls to AWS that know what the turn has left: a time-out of that length, and one more try.

botocore has one time-out for a client. Here a call that has less gets a connection with less, by
the events that botocore offers for it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any, cast

from aicc.deadline import Deadline

if TYPE_CHECKING:
    from botocore.awsrequest import AWSPreparedRequest, AWSResponse
    from botocore.client import BaseClient
    from botocore.httpsession import URLLib3Session

_TIMEOUTS_S = (0.05, 0.1, 0.2, 0.4, 0.7, 1.0)  # the largest that fits; each has its connections
_TO_CONNECT = 0.3  # of a time-out; mostly a connection is there already
_PAUSE_S = 0.05  # before the second try
_ANSWER_S = 0.1  # that a second try takes at least
_AGAIN = frozenset({
    "InternalServerError", "ItemCollectionSizeLimitExceededException", "LimitExceededException",
    "ProvisionedThroughputExceededException", "RequestLimitExceeded", "ServiceUnavailable",
    "ThrottlingException", "TransactionInProgressException",
})  # fmt: skip

_deadline: ContextVar[Deadline | None] = ContextVar("aws_deadline", default=None)


@contextmanager
def until(deadline: Deadline) -> Iterator[None]:
    """What is called inside ends by then."""
    token = _deadline.set(deadline)
    try:
        yield
    finally:
        _deadline.reset(token)


def within_deadlines(client: "BaseClient", longest_s: float) -> None:
    """Of all calls of the client, which by itself takes `longest_s` to connect and to read."""
    service = client.meta.service_model.service_name
    calls = _Calls(own_session(client), longest_s)
    events: Any = client.meta.events  # its stubs know no handler that answers
    events.register(f"before-send.{service}", calls.send)
    events.register_first(f"needs-retry.{service}", calls.again_after)


def own_session(client: "BaseClient") -> "URLLib3Session":
    """The connections of the client, which botocore does not show."""
    found: URLLib3Session = cast(Any, client)._endpoint.http_session
    return found


def like(own: "URLLib3Session", timeout_s: float) -> "URLLib3Session":
    """The same proxies, trust and number of connections, in less time."""
    from botocore.httpsession import URLLib3Session

    known: Any = own
    both: Any = shares(timeout_s)  # its stubs know a single figure
    cert = (known._cert_file, known._key_file) if known._key_file else known._cert_file
    return URLLib3Session(
        verify=known._verify,
        proxies=known._proxy_config._proxies,
        proxies_config=known._proxy_config.settings,
        client_cert=cert,
        max_pool_connections=known._max_pool_connections,
        socket_options=known._socket_options,
        timeout=both,
    )


def shares(timeout_s: float) -> tuple[float, float]:
    """To connect and to read, both together no longer than the time-out."""
    to_connect_s = round(_TO_CONNECT * timeout_s, 3)
    return to_connect_s, timeout_s - to_connect_s


class _Calls:
    def __init__(self, own: "URLLib3Session", longest_s: float) -> None:
        self._own = own
        self._longest_s = longest_s
        self._sessions: dict[float, URLLib3Session] = {}

    def send(self, request: "AWSPreparedRequest", **_: Any) -> "AWSResponse | None":
        """None where the client's own time-out is short enough: botocore sends it then."""
        deadline = _deadline.get()
        if deadline is None or deadline.left_s >= self._longest_s:
            return None
        fitting = (each for each in reversed(_TIMEOUTS_S) if each <= deadline.left_s)
        return self._session(next(fitting, _TIMEOUTS_S[0])).send(request)

    def again_after(
        self, response: Any, attempts: int, caught_exception: Exception | None, **_: Any
    ) -> float | None:
        """Seconds to the second try; None for none."""
        deadline = _deadline.get()
        if deadline is None or attempts > 1 or deadline.left_s < _PAUSE_S + _ANSWER_S:
            return None
        return _PAUSE_S if _may_pass(response, caught_exception) else None

    def _session(self, timeout_s: float) -> "URLLib3Session":
        if timeout_s not in self._sessions:  # two threads may make it twice: one is let go
            self._sessions[timeout_s] = like(self._own, timeout_s)
        return self._sessions[timeout_s]


def _may_pass(response: Any, caught: Exception | None) -> bool:
    """Throttled, an error of the service's own, or cut off; not one that did not answer."""
    from botocore.exceptions import ConnectionClosedError, EndpointConnectionError

    if caught is not None:
        return isinstance(caught, ConnectionClosedError | EndpointConnectionError)
    if response is None:
        return False
    http, parsed = response
    code = parsed.get("Error", {}).get("Code", "") if isinstance(parsed, dict) else ""
    return http.status_code >= 500 or code in _AGAIN
