"""Server-sent events as they come: bytes in pieces of any size, events whole."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aicc.errors import ProviderError

LARGEST_EVENT = 4 * 1024 * 1024  # bytes; a line without an end would fill the memory

_LINE_END = re.compile(rb"\r\n|\n|\r")
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class ServerEvent:
    """`name` is empty where the server gave none."""

    name: str
    data: str


def server_events(pieces: Iterable[bytes]) -> Iterator[ServerEvent]:
    """By the HTML standard: comments say nothing, and an event that nothing ended is none.
    `ProviderError` for what is no UTF-8, and for an event too large."""
    name, data, size = "", list[str](), 0
    for line in _lines(pieces):
        size += len(line)
        if size > LARGEST_EVENT:
            raise _too_large()
        if not line:
            if data:
                yield ServerEvent(name, "\n".join(data))
            name, data, size = "", [], 0
            continue
        field, _, value = line.partition(":")
        if field == "data":
            data.append(value.removeprefix(" "))
        elif field == "event":
            name = value.removeprefix(" ")


def _lines(pieces: Iterable[bytes]) -> Iterator[str]:
    held, is_first = b"", True
    for piece in pieces:
        held += piece
        if len(held) > LARGEST_EVENT + len(piece):
            raise _too_large()
        # A \r that stands last may be half of \r\n
        *lines, rest = _LINE_END.split(held[:-1] if held.endswith(b"\r") else held)
        held = rest + b"\r" if held.endswith(b"\r") else rest
        for line in lines:
            yield _text(line.removeprefix(_BYTE_ORDER_MARK) if is_first else line)
            is_first = False
    if held.endswith(b"\r"):
        yield _text(held[:-1])


def _text(line: bytes) -> str:
    try:
        return line.decode()
    except UnicodeDecodeError as error:
        raise ProviderError("an event is no UTF-8", retryable=True) from error


def _too_large() -> ProviderError:
    return ProviderError(f"an event of more than {LARGEST_EVENT // 1024} kB")
