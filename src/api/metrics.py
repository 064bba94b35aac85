"""What the engine and the service count, for Prometheus."""

import re
from collections.abc import Mapping
from threading import Lock

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

# Shown as 0 before they are counted: Prometheus sees no rise in what it never saw before
FROM_THE_START = (
    "BackendFailed", "FaqIndexAway", "FlowLost", "HistoryAway", "PackBroken", "SecretsAway",
    "SessionNotKept", "SessionStoreAway", "SharedRatesAway",
)  # fmt: skip
_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)


class PrometheusSink:
    """`TurnCount` becomes aicc_turn_count_total; a name always comes with the same labels."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._counters: dict[str, Counter] = {}
        self._gauges: dict[str, Gauge] = {}
        self._making = Lock()
        self._requests = Histogram(
            "aicc_http_request_seconds",
            "Time to answer, by route and status",
            ("route", "status"),
            registry=self._registry,
            buckets=_SECONDS,
        )
        for name in FROM_THE_START:
            self._make(name, ())

    def count(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        counter = self._counters.get(name) or self._make(name, tuple(labels))
        (counter.labels(**labels) if labels else counter).inc(value)

    def show(self, name: str, value: float) -> None:
        """A figure that goes up and down; asked for when it is shown."""
        with self._making:
            if name not in self._gauges:
                snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
                self._gauges[name] = Gauge(f"aicc_{snake}", name, registry=self._registry)
        self._gauges[name].set(value)

    def request(self, route: str, status: int, seconds: float) -> None:
        self._requests.labels(route=route, status=str(status)).observe(seconds)

    def text(self) -> bytes:
        return generate_latest(self._registry)

    def _make(self, name: str, labels: tuple[str, ...]) -> Counter:
        with self._making:
            if name not in self._counters:
                snake = re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()
                self._counters[name] = Counter(
                    f"aicc_{snake}", f"{name} of the engine", labels, registry=self._registry
                )
            return self._counters[name]
