"""Server-sent events, however the bytes are cut."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from aicc.errors import ProviderError
from aicc.wire import server_events as module
from aicc.wire.server_events import ServerEvent, server_events
from tests.wire.splits import byte_by_byte, split

STREAM = (
    "\ufeff: 살아 있음\r\n\r\n"
    'event: message_start\r\ndata: {"text": "안녕하세요"}\r\n\r\n'
    "data: 첫째 줄\ndata: 둘째 줄\nid: 7\nretry: 10\n\n"
    "data\n\n"
    "event: ping\n\n"
    "data:without a space\r\rdata: [DONE]\n\n"
).encode()
EVENTS = [
    ServerEvent("message_start", '{"text": "안녕하세요"}'),
    ServerEvent("", "첫째 줄\n둘째 줄"),
    ServerEvent("", ""),
    ServerEvent("", "without a space"),
    ServerEvent("", "[DONE]"),
]


def test_events_are_read_as_the_standard_says() -> None:
    assert list(server_events([STREAM])) == EVENTS


@settings(deadline=None)
@given(st.data())
def test_any_split_gives_the_same_events(data: st.DataObject) -> None:
    assert list(server_events(data.draw(split(STREAM)))) == EVENTS


def test_one_byte_at_a_time_gives_the_same_events() -> None:
    assert list(server_events(byte_by_byte(STREAM))) == EVENTS


def test_an_event_comes_when_its_last_byte_does() -> None:
    def pieces() -> object:
        yield b"data: one\n\n"
        raise AssertionError("nothing more was to be read")

    assert next(server_events(pieces())).data == "one"  # type: ignore[arg-type] # breaks off


def test_an_event_that_nothing_ended_is_none() -> None:
    assert list(server_events([b"data: half"])) == []


def test_what_is_no_utf_8_is_a_provider_error() -> None:
    with pytest.raises(ProviderError, match="UTF-8"):
        list(server_events([b"data: \xff\n\n"]))


@pytest.mark.parametrize("piece", [b"data: " + b"x" * 60, b"data: xxxx\n" * 6])
def test_an_event_that_never_ends_is_refused(piece: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LARGEST_EVENT", 50)

    with pytest.raises(ProviderError, match="more than"):
        list(server_events([piece] * 3))
