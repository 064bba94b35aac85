"""Event-stream frames as Amazon sends them, made by hand."""

import json
import struct
import zlib


def frame(payload: object, **headers: str) -> bytes:
    """`message_type="event"` becomes the header `:message-type`."""
    names = {f":{name.replace('_', '-')}": value for name, value in headers.items()}
    head = b"".join(_header(name, value) for name, value in names.items())
    body = json.dumps(payload, ensure_ascii=False).encode()
    prelude = struct.pack("!II", 16 + len(head) + len(body), len(head))
    start = prelude + struct.pack("!I", zlib.crc32(prelude)) + head + body
    return start + struct.pack("!I", zlib.crc32(start))


def event(name: str, payload: object) -> bytes:
    return frame(payload, event_type=name, content_type="application/json", message_type="event")


def exception(name: str, payload: object) -> bytes:
    return frame(payload, exception_type=name, message_type="exception")


def _header(name: str, value: str) -> bytes:
    known, given = name.encode(), value.encode()
    return bytes([len(known)]) + known + b"\x07" + struct.pack("!H", len(given)) + given
