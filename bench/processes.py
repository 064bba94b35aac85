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
from typing import Any

START_S = 60.0
TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def server(
    arguments: list[str], port: int, path: str, environ: Mapping[str, str] | None = None
) -> Iterator[int]:
    """Its process id, once it answers on `path`; ended when the block ends."""
    process = subprocess.Popen(
        [sys.executable, *arguments],
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
    """User and system time of the process so far."""
    fields = _proc(pid, "stat").rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident_mb(pid: int) -> float:
    line = next(line for line in _proc(pid, "status").splitlines() if "VmRSS" in line)
    return int(line.split()[1]) / 1024


class Client:
    """One connection that is kept open."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)

    def post(self, path: str, body: object, token: str = "") -> Any:
        headers = {"Content-Type": "application/json", "Authorization": f"Bearer {token}"}
        self._connection.request("POST", path, json.dumps(body).encode(), headers)
        answer = self._connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{path}: {answer.status} {text[:200]!r}")
        return json.loads(text)


def per_request_us(
    pid: int, clients: int, requests: int, make: Callable[[int], Callable[[int], None]]
) -> float:
    """The server's processor time for each request, in microseconds.

    `make(n)` gives client n: a function that makes request number i.
    """
    with ThreadPoolExecutor(clients) as threads:
        askers = list(threads.map(make, range(clients)))

        def work(asker: Callable[[int], None], count: int) -> None:
            for number in range(count):
                asker(number)

        share = requests // clients
        list(threads.map(work, askers, [max(5, share // 20)] * clients))  # warm
        began = processor_s(pid)
        list(threads.map(work, askers, [share] * clients))
        return (processor_s(pid) - began) / (share * clients) * 1e6


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
