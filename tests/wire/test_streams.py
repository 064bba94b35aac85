"""Answers that are read while they come, from a real server that is slow or rude."""

import socket
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from time import monotonic
from typing import Any

import pytest

from aicc.deadline import Deadline
from aicc.errors import ProviderError
from aicc.wire.http import HttpWire
from aicc.wire.request import LARGEST_ANSWER, Request
from tests.fakes import a_deadline, no_time
from tests.systems.system import Answer, System, a_system, drips_body, drips_head, is_silent, says

SHORT_S, LATE_S = 0.2, 0.1
HEAD = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\n\r\n"


@pytest.fixture
def system() -> Iterator[System]:
    with a_system() as running:
        yield running


def to(system: System) -> Request:
    return Request(method="POST", url=system.address, headers={}, body=b"{}")


def chunk(piece: bytes) -> bytes:
    return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"


def cut_off(connection: socket.socket, over: Event) -> None:
    connection.sendall(HEAD + chunk(b"one"))


def read_all(system: System, seconds: float) -> list[bytes]:
    with HttpWire().streamed(to(system), a_deadline(seconds)) as answer:
        return list(answer.pieces())


def test_a_piece_is_there_before_the_next_is_sent(system: System) -> None:
    go_on = Event()

    def waits(connection: socket.socket, over: Event) -> None:
        connection.sendall(HEAD + chunk(b"one"))
        go_on.wait(5)
        connection.sendall(chunk(b"two") + chunk(b""))

    system.will(waits)

    with HttpWire().streamed(to(system), a_deadline()) as answer:
        pieces = answer.pieces()
        assert next(pieces) == b"one"
        go_on.set()
        assert list(pieces) == [b"two"]


def test_leaving_before_the_end_closes_the_connection(system: System) -> None:
    left = Event()

    def listens(connection: socket.socket, over: Event) -> None:
        connection.sendall(HEAD + chunk(b"one"))
        if connection.recv(1) == b"":
            left.set()

    system.will(listens)

    with HttpWire().streamed(to(system), a_deadline()) as answer:
        next(answer.pieces())

    assert left.wait(5)


@pytest.mark.parametrize("answer", [is_silent, drips_head, drips_body])
def test_all_of_the_answer_is_due_by_the_deadline(system: System, answer: Answer) -> None:
    system.will(answer)
    began = monotonic()

    with pytest.raises(ProviderError, match="no answer in time"):
        read_all(system, SHORT_S)

    assert monotonic() - began < SHORT_S + LATE_S


@pytest.mark.parametrize("answer", [cut_off, says({}, announced=99)])
def test_an_answer_that_is_cut_off_is_a_provider_error(system: System, answer: Answer) -> None:
    system.will(answer)

    with pytest.raises(ProviderError, match="no answer: ProtocolError"):
        read_all(system, 5.0)


def test_what_is_no_stream_is_read_whole_up_to_a_limit(system: System) -> None:
    system.will(says({"error": "busy"}, 429), says(b" " * (LARGEST_ANSWER + 1)))

    with HttpWire().streamed(to(system), a_deadline()) as answer:
        assert (answer.status, answer.whole()) == (429, b'{"error": "busy"}')
    with (
        pytest.raises(ProviderError, match="more than"),
        HttpWire().streamed(to(system), a_deadline()) as answer,
    ):
        answer.whole()


def test_without_time_nothing_is_sent(system: System) -> None:
    with pytest.raises(ProviderError, match="no time left"), stream_of(system, no_time()):
        pass

    assert system.asked == []


def stream_of(system: System, deadline: Deadline) -> Any:
    return HttpWire().streamed(to(system), deadline)


class _KeepsAlive(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        self.connection.sendall(HEAD + chunk(str(self.client_address[1]).encode()) + chunk(b""))

    def log_message(self, format: str, *args: Any) -> None:
        pass


def test_a_stream_read_to_its_end_leaves_its_connection_to_the_next() -> None:
    with ThreadingHTTPServer(("127.0.0.1", 0), _KeepsAlive) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        wire, url = HttpWire(), f"http://127.0.0.1:{server.server_port}"
        ports = []
        for _ in range(2):
            asked = Request(method="POST", url=url, headers={}, body=b"{}")
            with wire.streamed(asked, a_deadline()) as answer:
                ports += list(answer.pieces())
        server.shutdown()

    assert ports[0] == ports[1]
