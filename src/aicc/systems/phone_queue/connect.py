"""Amazon Connect's own figures: of the contact that waits, and of its queue.

Both operations have rates that the account shares (2 and 5 a second, none can be raised), so each
is asked at most so often by one process, and what it said holds for ten seconds. A refusal counts
as an answer: for ten seconds nothing is known, and nobody presses.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol, cast

from aicc import logs
from aicc.clock import Clock
from aicc.deadline import Deadline
from aicc.domain.json import as_map
from aicc.errors import ProviderError
from aicc.stores import aws
from aicc.stores.aws import provider_errors
from aicc.systems.phone_queue.port import CallersPlace, QueuedCaller

FRESH = timedelta(seconds=10)
MOST_KEPT = 1000  # contacts of one process
READ_S = 1.0  # a caller hears nothing meanwhile
_SECOND = timedelta(seconds=1)

log = logs.get("aicc.amazon.connect")

Figures = Mapping[str, float]


class MetricsClient(Protocol):
    """Of boto3's client what is used here."""

    def get_contact_metrics(self, **request: Any) -> Mapping[str, Any]: ...

    def get_current_metric_data(self, **request: Any) -> Mapping[str, Any]: ...


class ConnectQueue:
    """`client` is asked for at the first caller who waits, with its time-outs set and one try a
    call."""

    def __init__(self, *, client: Callable[[], MetricsClient], clock: Clock) -> None:
        self._connect = client
        self._client: MetricsClient | None = None
        self._of_contacts = _Source("get_contact_metrics", 2, clock)
        self._of_queues = _Source("get_current_metric_data", 5, clock)

    def place_of(self, caller: QueuedCaller, deadline: Deadline) -> CallersPlace:
        own, all_of_it = self._own(caller, deadline), self._of_queue(caller, deadline)
        position, size = own.get("POSITION_IN_QUEUE"), all_of_it.get("CONTACTS_IN_QUEUE")
        staffed = all_of_it.get("AGENTS_STAFFED")
        wait_s = own.get("ESTIMATED_WAIT_TIME", all_of_it.get("ESTIMATED_WAIT_TIME"))
        return CallersPlace(
            ahead=None if position is None else max(0, int(position) - 1),
            others=None if size is None else max(0, int(size) - 1),
            wait_s=wait_s,
            staffed=None if staffed is None else int(staffed),
        )

    def _own(self, caller: QueuedCaller, deadline: Deadline) -> Figures:
        if not (caller.instance_id and caller.contact_id):
            return {}
        wanted = [{"Name": "POSITION_IN_QUEUE"}, {"Name": "ESTIMATED_WAIT_TIME"}]

        def ask(client: MetricsClient) -> Figures:
            told = client.get_contact_metrics(
                InstanceId=caller.instance_id, ContactId=caller.contact_id, Metrics=wanted
            )
            return dict(_of_contact(told))

        return self._ask(self._of_contacts, caller.contact_id, ask, deadline)

    def _of_queue(self, caller: QueuedCaller, deadline: Deadline) -> Figures:
        if not (caller.instance_id and caller.queue_id):
            return {}

        def ask(client: MetricsClient) -> Figures:
            told = client.get_current_metric_data(
                InstanceId=caller.instance_id,
                Filters={"Queues": [caller.queue_id], "Channels": ["VOICE"]},
                CurrentMetrics=[
                    {"Name": "CONTACTS_IN_QUEUE", "Unit": "COUNT"},
                    {"Name": "AGENTS_STAFFED", "Unit": "COUNT"},
                    {"Name": "ESTIMATED_WAIT_TIME", "Unit": "SECONDS"},
                ],
            )
            return dict(_of_all(told))

        return self._ask(self._of_queues, caller.queue_id, ask, deadline)

    def _ask(
        self,
        source: "_Source",
        key: str,
        ask: Callable[[MetricsClient], Figures],
        deadline: Deadline,
    ) -> Figures:
        def asked() -> Figures:
            self._client = self._client or self._connect()
            with provider_errors(f"connect.{source.name}"):
                return ask(self._client)

        return source.figures(key, asked, deadline)


def connect_queue(region: str, clock: Clock) -> ConnectQueue:
    def client() -> MetricsClient:
        made = aws.aws_client("connect", region, read_timeout_s=READ_S)
        return cast("MetricsClient", made)  # boto3 makes the methods of a client while it runs

    return ConnectQueue(client=client, clock=clock)


@dataclass(frozen=True, slots=True)
class _KeptFigures:
    at: datetime
    figures: Figures


class _Source:
    """One operation, asked within its rate. A Lambda handles one event at a time: no lock."""

    def __init__(self, name: str, most_a_second: int, clock: Clock) -> None:
        self.name = name
        self._most = most_a_second
        self._clock = clock
        self._asked: list[datetime] = []
        self._kept: dict[str, _KeptFigures] = {}

    def figures(self, key: str, ask: Callable[[], Figures], deadline: Deadline) -> Figures:
        now = self._clock()
        kept = self._kept.get(key)
        if kept and now - kept.at < FRESH:
            return kept.figures
        self._asked = [at for at in self._asked if now - at < _SECOND]
        if deadline.is_over or len(self._asked) >= self._most:
            return {}
        self._asked.append(now)
        if len(self._kept) >= MOST_KEPT:
            self._kept = {name: each for name, each in self._kept.items() if now - each.at < FRESH}
        self._kept[key] = _KeptFigures(now, self._told(ask))
        return self._kept[key].figures

    def _told(self, ask: Callable[[], Figures]) -> Figures:
        try:
            return ask()
        except ProviderError as error:
            log.warning("queue.not_known", call=self.name, error=str(error))
            return {}


def _of_contact(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    for each in told.get("MetricResults") or ():
        value = as_map(each.get("Value")).get("Number")
        if isinstance(value, int | float):
            yield str(each.get("Name")), float(value)


def _of_all(told: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """One queue without groups: one result, or none where nothing happened in it."""
    for result in told.get("MetricResults") or ():
        for each in result.get("Collections") or ():
            value = each.get("Value")
            if isinstance(value, int | float):
                yield str(as_map(each.get("Metric")).get("Name")), float(value)
