"""A loopback port for a server of a test."""

import socket
import subprocess

from aicc.deadline import Deadline

START_S = 20.0


def free_port() -> int:
    """One that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_until_taken(process: "subprocess.Popen[bytes]", port: int) -> None:
    """The process listens on it."""
    deadline = Deadline(START_S)
    while not _is_taken(port):
        try:
            code = process.wait(timeout=0.05)
        except subprocess.TimeoutExpired:
            assert not deadline.is_over, f"nobody listens on {port}"
        else:
            raise AssertionError(f"it ended with code {code}")


def _is_taken(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=1):
            return True
    except OSError:
        return False
