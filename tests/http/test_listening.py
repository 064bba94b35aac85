"""A client that says nothing, or headers without end, does not hold a connection."""

import asyncio

import pytest
from starlette.types import Receive, Scope, Send
from uvicorn import Config
from uvicorn.server import ServerState

from api.listening import MOST_HEADERS, GuardedHttp


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"a", b"b")]})
    await send({"type": "http.response.body", "body": b"hello"})


def heard(*said: bytes) -> bytes:
    """All that the server answers until it closes; the client only says this."""

    async def talk() -> bytes:
        config, state = Config(hello, lifespan="off", log_config=None), ServerState()
        loop = asyncio.get_running_loop()
        server = await loop.create_server(
            lambda: GuardedHttp(config=config, server_state=state, app_state={}), "127.0.0.1", 0
        )
        async with server:
            reader, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            for piece in said:
                writer.write(piece)
                await writer.drain()
            answer = await asyncio.wait_for(reader.read(), timeout=20)
            writer.close()
        return answer

    return asyncio.run(talk())


@pytest.fixture
def _soon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.listening.HEADERS_S", 0.05)


@pytest.mark.usefixtures("_soon")
@pytest.mark.parametrize("said", [b"", b"GET / HTTP/1.1\r\nHost: a\r\nX-"], ids=["nothing", "half"])
def test_headers_that_do_not_come_close_the_connection(said: bytes) -> None:
    assert heard(said) == b""


@pytest.mark.usefixtures("_soon")
def test_the_next_request_of_a_connection_has_no_more_time() -> None:
    whole = b"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\n\r\n"

    answer = heard(whole, b"GET / HTTP/1.1\r\nHost")

    assert answer.count(b"200 OK") == 1


def test_headers_without_end_are_refused() -> None:
    answer = heard(b"GET / HTTP/1.1\r\nHost: a\r\nX-Long: " + b"y" * (MOST_HEADERS + 1))

    assert answer.startswith(b"HTTP/1.1 431 ")


def test_what_comes_whole_is_answered() -> None:
    answer = heard(b"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert b"hello" in answer
