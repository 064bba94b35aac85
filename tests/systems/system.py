"""A company's system on loopback that answers byte by byte as a test wants."""

import json
import socket
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from threading import Event, Thread

BETWEEN_DROPS_S = 0.01
LISTENING_S = 10.0

Answer = Callable[[socket.socket, Event], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request as it came."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True, kw_only=True)
class System:
    """Each connection gets the next answer; the last one is given again. `refuse` says why a
    request is wrong, or nothing."""

    port: int
    refuse: Callable[[Asked], str] = lambda request: ""
    answers: list[Answer] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    over: Event = field(default_factory=Event)

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def will(self, *answers: Answer) -> None:
        self.answers[:] = answers

    def serve(self, connection: socket.socket) -> None:
        with connection, suppress(OSError):
            connection.settimeout(LISTENING_S)
            request = _read(connection)
            if request is None:
                return
            self.asked.append(request)
            if why := self.refuse(request):
                says({"error": {"type": "invalid_request_error", "message": why}}, 400)(
                    connection, self.over
                )
                return
            answer = self.answers[0] if len(self.answers) == 1 else self.answers.pop(0)
            answer(connection, self.over)


@contextmanager
def a_system(refuse: Callable[[Asked], str] = lambda request: "") -> Iterator[System]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        system = System(port=listener.getsockname()[1], refuse=refuse)
        thread = Thread(target=_listen, args=(listener, system), daemon=True)
        thread.start()
        try:
            yield system
        finally:
            system.over.set()
            with suppress(OSError):
                listener.shutdown(socket.SHUT_RDWR)
    thread.join(LISTENING_S)


def says(
    data: object,
    status: int = 200,
    headers: Sequence[str] = (),
    *,
    announced: int | None = None,
) -> Answer:
    """The whole answer at once; `announced` is a length that it does not have."""
    body = data if isinstance(data, bytes) else json.dumps(data).encode()
    length = len(body) if announced is None else announced
    head = [f"HTTP/1.1 {status} Said", f"Content-Length: {length}", "Connection: close", *headers]
    whole = "\r\n".join([*head, "", ""]).encode() + body
    return lambda connection, over: connection.sendall(whole)


def is_silent(connection: socket.socket, over: Event) -> None:
    over.wait(LISTENING_S)


def hangs_up(connection: socket.socket, over: Event) -> None:
    """Nothing is said."""


def drips_head(connection: socket.socket, over: Event) -> None:
    _drip(connection, over, b"HTTP/1.1 200 Said\r\nX-Padding: ", b"\r\nContent-Length: 2\r\n\r\n{}")


def drips_body(connection: socket.socket, over: Event) -> None:
    answer = b'{"outcome": "ok", "values": {"amount": 1}}'
    head = f"HTTP/1.1 200 Said\r\nContent-Length: {len(answer) + _DROPS}\r\n\r\n".encode()
    _drip(connection, over, head, answer)


_DROPS = 100


def _drip(connection: socket.socket, over: Event, begin: bytes, end: bytes) -> None:
    connection.sendall(begin)
    for _ in range(_DROPS):
        if over.wait(BETWEEN_DROPS_S):
            return
        connection.sendall(b" ")
    connection.sendall(end)


def _listen(listener: socket.socket, system: System) -> None:
    while not system.over.is_set():
        try:
            connection, _ = listener.accept()
        except OSError:
            return
        Thread(target=system.serve, args=(connection,), daemon=True).start()


_HANDSHAKE = b"\x16"


def _read(connection: socket.socket) -> Asked | None:
    if connection.recv(1, socket.MSG_PEEK) == _HANDSHAKE:
        return None  # TLS is not spoken here
    with connection.makefile("rb") as lines:
        first = lines.readline().decode().split()
        if not first:
            return None
        pairs = (line.decode().partition(":") for line in iter(lines.readline, b"\r\n"))
        headers = {name.strip().lower(): value.strip() for name, _, value in pairs}
        body = lines.read(int(headers.get("content-length", "0")))
    return Asked(method=first[0], target=first[1], headers=headers, body=body)
