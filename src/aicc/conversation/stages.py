"""How long each stage of a turn took, in milliseconds, for the trace and the log."""

import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stages:
    def __init__(self) -> None:
        self.ms: dict[str, float] = {}
        self._began = time.perf_counter()

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        began = time.perf_counter()
        try:
            yield
        finally:
            self.ms[name] = round((time.perf_counter() - began) * 1000, 3)

    @property
    def total_ms(self) -> float:
        return round((time.perf_counter() - self._began) * 1000, 2)
