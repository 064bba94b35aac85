"""Servers in processes of their own, the processor time they used, and clients that ask them."""

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

START_S = 60.0
_SCHEDULED = 2  # what Linux counts for a process clock: all its threads, to the nanosecond


@contextmanager
def server(
    arguments: list[str],
    port: int,
    path: str,
    environ: Mapping[str, str] | None = None,
    *,
    folder: Path | None = None,
) -> Iterator[int]:
    """Its process id, once it answers on `path`; ended when the block ends. It runs in `folder`,
    or else here."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
        cwd=folder,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "OPENBLAS_NUM_THREADS": "1", **(environ or {})},
    )
    try:
        _wait(process, port, path)
        yield process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(timeout=30)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def processor_s(pid: int) -> float:
    """User and system time of the process so far; /proc has it in hundredths of a second alone,
    too coarse for a short slice."""
    return time.clock_gettime((~pid << 3) | _SCHEDULED)


def resident_mb(pid: int) -> float:
    line = next(line for line in _proc(pid, "status").splitlines() if "VmRSS" in line)
    return int(line.split()[1]) / 1024


class Client:
    """One connection that is kept open; a new one where the server closed it while it was idle."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: object, token: str = "") -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        sent = path, json.dumps(body).encode(), headers
        try:
            answer = self._ask(*sent)
        except ConnectionError:
            self._connection.close()
            answer = self._ask(*sent)
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")
        return json.loads(text)

    def _ask(self, path: str, body: bytes, headers: dict[str, str]) -> http.client.HTTPResponse:
        self._connection.request("POST", path, body, headers)
        return self._connection.getresponse()


class Load:
    """Clients that ask one server at once, and go on where they stopped in the slice before.

    `make(n)` gives client n: a function that makes request number i.
    """

    def __init__(
        self, pid: int, clients: int, make: Callable[[int], Callable[[int], None]]
    ) -> None:
        self._pid = pid
        self._threads = ThreadPoolExecutor(clients)
        self._askers = list(self._threads.map(make, range(clients)))
        self._asked = 0

    def slice_us(self, requests: int) -> float:
        """The server's processor time for each request, over so many of each client's."""
        numbers = range(self._asked, self._asked + requests)
        self._asked += requests

        def work(asker: Callable[[int], None]) -> None:
            for number in numbers:
                asker(number)

        began = processor_s(self._pid)
        list(self._threads.map(work, self._askers))
        return (processor_s(self._pid) - began) / (requests * len(self._askers)) * 1e6

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._threads.shutdown()


def _proc(pid: int, name: str) -> str:
    return Path(f"/proc/{pid}/{name}").read_text(encoding="utf-8")


def _wait(process: "subprocess.Popen[bytes]", port: int, path: str) -> None:
    ends_at = time.monotonic() + START_S
    while time.monotonic() < ends_at:
        if process.poll() is not None:
            raise RuntimeError(f"a server ended with {process.returncode}")
        try:
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
            connection.request("GET", path)
            connection.getresponse().read()
        except OSError:
            time.sleep(0.02)
        else:
            return
    raise RuntimeError("a server did not start")
