"""Counters and timings: counted once here, shown by Prometheus or as CloudWatch log lines."""

import json
import sys
import time
from collections.abc import Mapping
from threading import Lock
from typing import Protocol, TextIO

NAMESPACE = "AICC/Chatbot"
CONVERSATION_COUNT = "ConversationCount"
ESCALATION_RATE = "EscalationRate"


class Sink(Protocol):
    def count(self, name: str, value: float, labels: Mapping[str, str]) -> None: ...


class Metrics:
    """Hands every figure to the sinks that are listening; none by default."""

    def __init__(self, *sinks: Sink) -> None:
        self._sinks = sinks

    def count(self, name: str, value: float = 1.0, **labels: str) -> None:
        for sink in self._sinks:
            sink.count(name, value, labels)


class MemorySink:
    """Keeps sums in this process, to be looked at by whoever handed it in."""

    def __init__(self) -> None:
        self._lock = Lock()
        self.sums: dict[tuple[str, tuple[tuple[str, str], ...]], float] = {}

    def count(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        key = (name, tuple(sorted(labels.items())))
        with self._lock:
            self.sums[key] = self.sums.get(key, 0.0) + value


class EmbeddedMetricSink:
    """A CloudWatch embedded-metric line for each figure; no SDK and no call."""

    def count(self, name: str, value: float, labels: Mapping[str, str]) -> None:
        put_custom_metric(name, value, dimensions=labels)


def put_custom_metric(
    metric_name: str,
    value: float,
    unit: str = "Count",
    namespace: str = NAMESPACE,
    *,
    dimensions: Mapping[str, str] | None = None,
    out: TextIO | None = None,
) -> None:
    """Print one embedded-metric line; CloudWatch Logs turns it into a metric.

    Never give a user or a session as a dimension: each value is a metric of its own and billed.
    """
    labels = dict(dimensions or {})
    line = {
        "_aws": {
            "Timestamp": time.time_ns() // 1_000_000,
            "CloudWatchMetrics": [
                {
                    "Namespace": namespace,
                    "Dimensions": [list(labels)],
                    "Metrics": [{"Name": metric_name, "Unit": unit}],
                }
            ],
        },
        **labels,
        metric_name: value,
    }
    print(json.dumps(line, ensure_ascii=False), file=out or sys.stdout, flush=True)
