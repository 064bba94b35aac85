"""Counters and timings: counted once here, shown by Prometheus or as CloudWatch log lines; and what
one process uses, for whoever looks into it by hand."""

import json
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Lock
from typing import ParamSpec, Protocol, TextIO, TypedDict, TypeVar

P = ParamSpec("P")
T = TypeVar("T")

NAMESPACE = "AICC/Chatbot"
CONVERSATION_COUNT = "ConversationCount"
ESCALATION_RATE = "EscalationRate"
_PROFILE_LINES = 25


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


class MemoryUse(TypedDict):
    """Megabytes in memory of this process: now, and the most there ever were."""

    resident_mb: float
    peak_mb: float


def monitor_memory() -> MemoryUse:
    """What this process holds in memory. Only Linux knows the present figure cheaply; elsewhere
    both are the peak."""
    status = Path("/proc/self/status")
    if not status.exists():
        return _peak_alone()
    lines = status.read_text(encoding="utf-8", errors="replace").splitlines()
    values = dict(line.split(":", 1) for line in lines)
    now_mb, peak_mb = (float(values[name].split()[0]) / 1024 for name in ("VmRSS", "VmHWM"))
    return {"resident_mb": now_mb, "peak_mb": max(now_mb, peak_mb)}  # the peak is counted later


def _peak_alone() -> MemoryUse:
    import resource  # not on Windows, and not needed by a turn

    unit = 1024**2 if sys.platform == "darwin" else 1024  # bytes there, kilobytes elsewhere
    peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
    return {"resident_mb": peak_mb, "peak_mb": peak_mb}


def profile_function(func: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Call it, print to stderr where its time went, and return what it returned."""
    import cProfile  # costs a start that never profiles some milliseconds
    import pstats

    profiler = cProfile.Profile()
    try:
        return profiler.runcall(func, *args, **kwargs)
    finally:
        statistics = pstats.Stats(profiler, stream=sys.stderr)
        statistics.sort_stats("cumulative").print_stats(_PROFILE_LINES)
