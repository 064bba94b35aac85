"""A running service: bodies of 10 MB, 1,000 silent connections, a folder that gets read-only."""

import http.client
import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import ExitStack, suppress
from pathlib import Path
from tempfile import gettempdir

import pytest

from aicc.domain.turn import Incoming
from aicc.errors import AiccError, ConfigError
from aicc.packs.loader import load_pack
from aicc.settings import Settings
from aicc.stores.sqlite import SqliteFile
from aicc.wiring import DATABASE, memory_parts
from chatbot_engine import ChatEngine, build_engine, engine_from
from tests.fakes import a_deadline
from tests.servers.ports import free_port
from tests.service.serving import Serving
from tests.service.watched import resident_mb

IDLE = 1_000
MANY_BYTES = 10_000_000
NOBODY = 65534
CLOSED_WITHIN_S = 60.0  # the service itself closes after 10


@pytest.fixture(scope="module")
def serving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serving]:
    started = Serving(tmp_path_factory.mktemp("service"), free_port())
    started.wait_until_ready()
    yield started
    started.end(signal.SIGTERM)


def turn_ms(serving: Serving) -> float:
    """Of a turn in a session of its own."""
    token = serving.ask("POST", "/v1/sessions", {})["token"]
    began = time.perf_counter()
    reply = serving.ask("POST", "/v1/chat", {"message": "영업시간 알려 주세요"}, token)
    assert reply["parts"]
    return 1000 * (time.perf_counter() - began)


@pytest.mark.parametrize("path", ["/chat", "/v1/chat", "/api/admin/faqs"])
@pytest.mark.parametrize("chunked", [False, True], ids=["told", "chunked"])
def test_a_body_of_ten_megabytes_is_refused_before_it_is_read(
    serving: Serving, path: str, chunked: bool
) -> None:
    turn_ms(serving)
    before = resident_mb(serving.process.pid)

    status = sent_in_vain(serving.port, path, chunked=chunked)

    assert status in {413, None}  # None: the connection was closed while it was being sent
    assert turn_ms(serving) < 2_000
    assert resident_mb(serving.process.pid) - before < 8


def sent_in_vain(port: int, path: str, *, chunked: bool) -> int | None:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    pieces = (b"x" * 50_000 for _ in range(MANY_BYTES // 50_000))
    headers = {"Content-Type": "application/json"}
    if not chunked:
        headers["Content-Length"] = str(MANY_BYTES)
    try:
        connection.request("POST", path, pieces, headers, encode_chunked=chunked)
        return connection.getresponse().status
    except (BrokenPipeError, ConnectionResetError):
        return None
    finally:
        connection.close()


def test_a_thousand_silent_connections_stop_nobody_and_are_closed(
    serving: Serving, capsys: pytest.CaptureFixture[str]
) -> None:
    before = resident_mb(serving.process.pid)
    with ExitStack() as stack:
        silent = [
            stack.enter_context(socket.create_connection(("127.0.0.1", serving.port), timeout=30))
            for _ in range(IDLE)
        ]
        took_ms = sorted(turn_ms(serving) for _ in range(20))
        grown_mb = resident_mb(serving.process.pid) - before
        for each in silent:
            each.settimeout(CLOSED_WITHIN_S)
        closed = sum(each.recv(1) == b"" for each in silent)

    with capsys.disabled():
        print(f"\n{IDLE} silent connections: a turn takes {took_ms[10]:.0f} ms (p50),", end=" ")
        print(f"{took_ms[-1]:.0f} ms at most; {grown_mb:.0f} MB more; {closed} closed")
    assert closed == IDLE
    assert took_ms[-1] < 2_000


def test_a_folder_that_becomes_read_only_stops_no_turn_and_refuses_the_next_start(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Open files stay open. Root is refused nothing, so that it is somebody else who runs it."""
    build_engine(Settings.load({"AICC_DATA_DIR": str(tmp_path / "first"), "AICC_PACK": "general"}))
    engine_from(memory_parts(load_pack("general")))
    folder = tmp_path / "data"
    folder.mkdir()
    ours = [each for each in tmp_path.parents if each.is_relative_to(gettempdir())]
    for each in (folder, tmp_path, *ours[:-1]):  # all but the system's own
        each.chmod(0o755)
    reads, writes = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.write(writes, talk_in(folder).encode())
        finally:
            os._exit(0)
    os.close(writes)
    with os.fdopen(reads, "rb") as pipe:
        told = pipe.read().decode()
    os.waitpid(child, 0)

    with capsys.disabled():
        print(f"\nread-only while running: {told}")
    assert told == "5 of 5 answered before, 5 of 5 after; a start is refused"


def talk_in(folder: Path) -> str:
    if os.getuid() == 0:
        os.chown(folder, NOBODY, NOBODY)
        os.setgid(NOBODY)
        os.setuid(NOBODY)
    engine = build_engine(Settings.load({"AICC_DATA_DIR": str(folder), "AICC_PACK": "general"}))
    before = answered(engine, 0)
    for path in (*folder.iterdir(), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)
    after = answered(engine, 5)
    try:
        SqliteFile(folder / DATABASE)
    except ConfigError:
        start = "refused"
    else:
        start = "taken"
    return f"{before} of 5 answered before, {after} of 5 after; a start is {start}"


def answered(engine: ChatEngine, first: int) -> int:
    count = 0
    for number in range(first, first + 5):
        incoming = Incoming(
            session_id="s1", user_id="u1", message_id=f"m{number}", text="영업시간 알려 주세요"
        )
        with suppress(AiccError):
            count += bool(engine.reply(incoming, a_deadline(10)).text)
    return count
