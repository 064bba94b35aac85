"""A real Elasticsearch node with nori for a test run: built once from Maven, started when asked."""

import hashlib
import http.client
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NoReturn

import pytest

from aicc.deadline import Deadline
from tests.servers.ports import free_port

HERE = Path(__file__).with_name("elasticsearch")
CACHE = Path(__file__).parents[2] / ".cache" / "elasticsearch"
BUILD_S, START_S, STOP_S = 600.0, 60.0, 20.0
PATIENT_S = 5.0  # for one search, on a machine that has other work
# One tier of compilation and one collector thread: the tests share their cores with the node
JVM = ("-Xms512m", "-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")


@contextmanager
def running_elasticsearch() -> Iterator[str]:
    """Its URL; the node ends with the block. Its log is `.cache/elasticsearch/node.log`."""
    home = _built_home()
    port = free_port()
    with TemporaryDirectory() as data, (CACHE / "node.log").open("wb") as log:
        node = ["NodeLauncher", str(home), data, str(port)]
        command = ["java", *JVM, "-cp", f"{home}/lib/*", *node]
        process = subprocess.Popen(command, stdout=log, stderr=subprocess.STDOUT)
        try:
            _wait_until_it_answers(process, port)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(timeout=STOP_S)


def _built_home() -> Path:
    """The node's folder, named after what it is built from. It is built when it is not there."""
    for program in ("java", "javac", "mvn"):
        if not shutil.which(program):
            _do_without(f"{program} is not installed")
    sources = sorted(path for path in HERE.rglob("*") if path.is_file())
    digest = hashlib.sha256(b"".join(path.read_bytes() for path in sources)).hexdigest()
    home = CACHE / digest[:12]
    command = [str(HERE / "build.sh"), str(home)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=BUILD_S)
    if done.returncode:
        _do_without(f"the node could not be built: {(done.stdout + done.stderr)[-500:]}")
    return home


def _do_without(reason: str) -> NoReturn:
    """Without the server the suites are skipped by name; in CI that is a failure."""
    message = f"the Elasticsearch suites did not run: {reason}"
    if os.environ.get("CI"):
        pytest.fail(message)
    pytest.skip(message)


def _wait_until_it_answers(process: "subprocess.Popen[bytes]", port: int) -> None:
    deadline = Deadline(START_S)
    while not _answers(port):
        try:
            code = process.wait(timeout=0.1)
        except subprocess.TimeoutExpired:
            assert not deadline.is_over, "Elasticsearch does not answer: see its log"
        else:
            raise AssertionError(f"Elasticsearch ended with code {code}: see its log")


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=1)
    try:
        connection.request("GET", "/_cluster/health")
        return b'"timed_out":false' in connection.getresponse().read()
    except OSError:
        return False
    finally:
        connection.close()
