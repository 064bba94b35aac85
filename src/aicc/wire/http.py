"""HTTP within a deadline: connections that give up on time, whatever the other side does.

A socket's time-out counts from one byte to the next, so that a server which drips would hold a
call for minutes. Here what is read of an answer shares one deadline, its head included.
"""

import http.client
import io
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import urllib3
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError, LocationValueError, NewConnectionError, SSLError
from urllib3.exceptions import TimeoutError as UrllibTimeout

from aicc.deadline import Deadline
from aicc.errors import ProviderError
from aicc.wire.request import LARGEST_ANSWER, Request

CONNECTING = 0.5  # of what is left: a host that is away leaves time for another try
_CONNECTIONS = 32  # to one host
_PIECE = 64 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class Response:
    status: int
    body: bytes


class StreamedResponse:
    """An answer that is read while it comes. Its head has come."""

    def __init__(self, answer: urllib3.BaseHTTPResponse) -> None:
        self.status = answer.status
        self.headers: Mapping[str, str] = answer.headers  # in any case of letters
        self._answer = answer

    def pieces(self) -> Iterator[bytes]:
        """As they come, to the end of the answer; `ProviderError` for one that is cut or late."""
        with _provider_errors():
            while piece := self._answer.read1(_PIECE, decode_content=False):
                yield piece

    def whole(self) -> bytes:
        """Of an answer that is no stream; `ProviderError` for one too large."""
        with _provider_errors():
            return _read(self._answer)


class HttpWire:
    """Safe for many threads. Follows no redirect and asks no proxy; TLS is verified."""

    def __init__(self) -> None:
        self._pool = urllib3.PoolManager(
            maxsize=_CONNECTIONS, cert_reqs="CERT_REQUIRED", retries=False
        )
        self._pool.pool_classes_by_scheme = {"http": _Pool, "https": _SecurePool}

    def send(self, request: Request, deadline: Deadline) -> Response:
        """`ProviderError` without an answer, for one that is late, and for one too large."""
        with _provider_errors():
            answer = self._asked(request, deadline)
            return Response(status=answer.status, body=_read(answer))

    @contextmanager
    def streamed(self, request: Request, deadline: Deadline) -> Iterator[StreamedResponse]:
        """All of the answer is due by the deadline. Leaving before its end closes the
        connection, so that the other side stops."""
        with _provider_errors():
            answer = self._asked(request, deadline)
        try:
            yield StreamedResponse(answer)
        finally:
            answer.close()
            answer.release_conn()

    def _asked(self, request: Request, deadline: Deadline) -> urllib3.BaseHTTPResponse:
        left = deadline.left_s
        if not left:
            raise ProviderError("no time left for the call", retryable=True)
        return self._pool.urlopen(
            request.method,
            request.url,
            headers=dict(request.headers),
            body=request.body or None,
            timeout=urllib3.Timeout(total=left, connect=left * CONNECTING),
            redirect=False,
            preload_content=False,
        )


@contextmanager
def _provider_errors() -> Iterator[None]:
    """What urllib3 raises in all its ways, as ours; nothing of what was sent is repeated."""
    try:
        yield
    except NewConnectionError as error:  # which calls itself a time-out too
        why = getattr(error.__context__, "strerror", None) or type(error).__name__
        raise ProviderError(f"no connection: {why}", retryable=True) from error
    except (UrllibTimeout, TimeoutError) as error:
        raise ProviderError("no answer in time", retryable=True) from error
    except (SSLError, LocationValueError) as error:
        raise ProviderError(f"no connection: {type(error).__name__}") from error
    except (HTTPError, http.client.HTTPException, OSError, ValueError) as error:
        raise ProviderError(f"no answer: {type(error).__name__}", retryable=True) from error


def _read(answer: urllib3.BaseHTTPResponse) -> bytes:
    body = b""
    try:
        # To the end, which alone shows that nothing was cut off
        while len(body) <= LARGEST_ANSWER and (piece := answer.read(_PIECE, decode_content=False)):
            body += piece
        if len(body) > LARGEST_ANSWER:
            answer.close()  # what is left in the connection is nobody's answer
    finally:
        answer.release_conn()
    if len(body) > LARGEST_ANSWER:
        raise ProviderError(f"an answer of more than {LARGEST_ANSWER // 1024} kB")
    return body


class _RawInTime(io.RawIOBase):
    """What comes from a socket, as long as the time-out that it has now allows."""

    def __init__(self, sock: socket.socket) -> None:
        self._sock = sock
        self._raw = sock.makefile("rb", buffering=0)
        self._deadline = Deadline(sock.gettimeout() or 0.0)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int | None:  # Buffer has no name before Python 3.12
        left = self._deadline.left_s
        if not left:
            raise TimeoutError("the answer drips")
        self._sock.settimeout(left)
        return self._raw.readinto(buffer)

    def close(self) -> None:
        self._raw.close()
        super().close()


class _AnswerInTime(http.client.HTTPResponse):
    def __init__(self, sock: socket.socket, *arguments: Any, **named: Any) -> None:
        super().__init__(sock, *arguments, **named)
        self.fp.close()
        self.fp = io.BufferedReader(_RawInTime(sock))


class _Connection(HTTPConnection):
    response_class = _AnswerInTime


class _SecureConnection(HTTPSConnection):
    response_class = _AnswerInTime


class _Pool(urllib3.HTTPConnectionPool):
    ConnectionCls = _Connection


class _SecurePool(urllib3.HTTPSConnectionPool):
    ConnectionCls = _SecureConnection
