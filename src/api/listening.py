"""A connection that says nothing, or says it without end, is closed: what uvicorn leaves open."""

import asyncio
from fcntl import ioctl
from termios import FIONREAD
from typing import cast

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEADERS_S = 10.0  # from the connection, or a request's first byte, to the end of its headers
LAST_S = 1.0  # the same, once the service ends
KEEP_ALIVE_S = 75  # longer than a load balancer keeps a connection (AWS: 60 s), which would else
# send a request into one that is just being closed, as uvicorn does after 5 s
MOST_HEADERS = 32 * 1024
MOST_CONNECTIONS = 2048  # of one process; uvicorn answers 503 beyond

_TOO_LARGE = (
    b"HTTP/1.1 431 Request Header Fields Too Large\r\n"
    b"content-length: 0\r\nconnection: close\r\n\r\n"
)


class GuardedHttp(HttpToolsProtocol):
    """Bodies are the edge's business; before their headers are whole, no application is asked."""

    _late: asyncio.TimerHandle | None = None
    _reads_headers = True
    _taken = 0
    _is_new = True  # it has said nothing yet

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override] # as uvicorn's own
        super().connection_made(transport)
        self._wait_for_headers()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._is_new = False
        if self._reads_headers:
            self._taken += len(data)
        super().data_received(data)
        if self._reads_headers and self._taken > MOST_HEADERS:
            self._refuse(_TOO_LARGE)

    def on_message_begin(self) -> None:
        super().on_message_begin()
        if not self._reads_headers:  # the connection's next request
            self._taken = 0
            self._wait_for_headers()

    def on_headers_complete(self) -> None:
        self._stop_waiting()
        super().on_headers_complete()

    def shutdown(self) -> None:
        """The service ends. A request that has come and is not read yet gets its answer, which
        closes the connection, and who has only just connected may still send one: closed now, it
        would be reset."""
        if self._is_new:
            self._stop_waiting()
            self._wait_for_headers(LAST_S)
        elif not self._has_unread():
            super().shutdown()

    def _has_unread(self) -> bool:
        kept = self.transport.get_extra_info("socket")
        if kept is None or kept.fileno() < 0:
            return False
        return any(ioctl(kept.fileno(), FIONREAD, bytes(4)))

    def _wait_for_headers(self, seconds: float = HEADERS_S) -> None:
        self._reads_headers = True
        self._late = self.loop.call_later(seconds, self._refuse, b"")

    def _stop_waiting(self) -> None:
        self._reads_headers = False
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _refuse(self, answer: bytes) -> None:
        transport = cast(asyncio.Transport | None, self.transport)
        if transport is not None and not transport.is_closing():
            if answer:
                transport.write(answer)
            transport.close()
