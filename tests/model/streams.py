"""How a model's service answers, and all the ways in which one fails."""

import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from threading import Event

from tests.systems.system import LISTENING_S, Answer

HEAD = b"HTTP/1.1 200 Said\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
END = b"0\r\n\r\n"
BETWEEN_DROPS_S = 0.01


def chunk(piece: bytes) -> bytes:
    return f"{len(piece):x}\r\n".encode() + piece + b"\r\n"


def streams(events: Sequence[bytes]) -> Answer:
    """One chunk an event, and the end."""
    return _sends([HEAD, *map(chunk, events), END])


def is_cut_after(events: Sequence[bytes]) -> Answer:
    """In the middle of a chunk."""
    return _sends([HEAD, *map(chunk, events), b"20\r\nhalf"])


def hangs_after(events: Sequence[bytes]) -> Answer:
    def answer(connection: socket.socket, over: Event) -> None:
        _sends([HEAD, *map(chunk, events)])(connection, over)
        over.wait(LISTENING_S)

    return answer


def drips(events: Sequence[bytes]) -> Answer:
    """A byte a chunk."""

    def answer(connection: socket.socket, over: Event) -> None:
        connection.sendall(HEAD)
        for byte in b"".join(events):
            if over.wait(BETWEEN_DROPS_S):
                return
            connection.sendall(chunk(bytes([byte])))

    return answer


@dataclass(slots=True, kw_only=True)
class Listening:
    """Sends, and then notices that the client has gone."""

    events: Sequence[bytes]
    gone: Event = field(default_factory=Event)

    def __call__(self, connection: socket.socket, over: Event) -> None:
        with suppress(ConnectionError):  # it left with pieces unread, or unsent
            _sends([HEAD, *map(chunk, self.events)])(connection, over)
            if connection.recv(1) != b"":
                return
        self.gone.set()


def _sends(pieces: Sequence[bytes]) -> Answer:
    def answer(connection: socket.socket, over: Event) -> None:
        for piece in pieces:
            connection.sendall(piece)

    return answer
