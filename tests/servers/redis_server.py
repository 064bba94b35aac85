"""A real redis-server for a test run: on a free port, in a folder that goes away."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from aicc.deadline import Deadline
from tests.servers.ports import free_port

START_S = 20.0


def skip_if_missing() -> None:
    """Without the server the suite is skipped by name; in CI that is a failure."""
    if shutil.which("redis-server"):
        return
    reason = "redis-server is not installed: the Redis suites did not run"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running_redis() -> Iterator[str]:
    """Its URL; the server ends with the block."""
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        settings = {"port": str(port), "bind": "127.0.0.1", "dir": folder}
        settings |= {"save": "", "appendonly": "no"}
        arguments = [word for name, value in settings.items() for word in (f"--{name}", value)]
        process = subprocess.Popen(["redis-server", *arguments], stdout=subprocess.DEVNULL)
        try:
            wait_until_it_answers(process, port)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=10)


def wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = Deadline(START_S)
    while not _answers(port):
        try:
            code = process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            assert not deadline.is_over, "redis-server does not answer"
        else:
            raise AssertionError(f"redis-server ended with code {code}")


def _answers(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False
