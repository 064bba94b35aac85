"""Logs: one JSON object a line, masked, with the ids of the request and the turn.

The standard library's loggers carry them, so that a program around ours decides what becomes of
them; only the service and the handlers `configure` how they are written.
"""

import json
import logging
import re
import sys
from collections.abc import Callable
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from aicc.errors import AiccError, StoreRestingError

Mask = Callable[[Any], Any]

request_id: ContextVar[str] = ContextVar("request_id", default="")

_SECRET_FIELDS = frozenset({"authorization", "token", "password", "secret", "jwt_secret"})
# Written by us, never by a customer; a request's id may come from a caller, and is ours when it
# looks like one of `aicc.ids`.
_OWN_FIELDS = frozenset({"turn_id", "took_ms"})
_OWN_ID = re.compile("[0-9a-f]{32}")


class EventLog:
    """Events by a dotted name, with values in fields: `log.info("turn.replied", took_ms=3)`."""

    def __init__(self, name: str) -> None:
        self._logger = logging.getLogger(name)

    def info(self, event: str, **fields: object) -> None:
        self._write(logging.INFO, event, fields)

    def warning(self, event: str, **fields: object) -> None:
        self._write(logging.WARNING, event, fields)

    def error(self, event: str, **fields: object) -> None:
        self._write(logging.ERROR, event, fields)

    def exception(self, event: str, **fields: object) -> None:
        """With the trace of the error that is being handled."""
        self._write(logging.ERROR, event, fields, has_trace=True)

    def _write(
        self, level: int, event: str, fields: dict[str, object], *, has_trace: bool = False
    ) -> None:
        if self._logger.isEnabledFor(level):
            trace = sys.exc_info() if has_trace else None
            record = logging.LogRecord(self._logger.name, level, "", 0, event, None, trace)
            record.fields = fields
            self._logger.handle(record)


def get(name: str) -> EventLog:
    return EventLog(name)


def configure(*, mask: Mask, level: str = "info") -> None:
    """Once, at the edge. Standard-library loggers of others are written like ours."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonLines(mask))
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())


def warn_of_store(log: EventLog, event: str, error: Exception) -> None:
    """A line for each failure, and none for a store that was not even asked."""
    if not isinstance(error, StoreRestingError):
        code = error.code if isinstance(error, AiccError) else "error"
        log.warning(event, error=str(error), code=code)


class _JsonLines(logging.Formatter):
    def __init__(self, mask: Mask) -> None:
        super().__init__()
        self._mask = mask

    def format(self, record: logging.LogRecord) -> str:
        fields: dict[str, object] | None = getattr(record, "fields", None)
        line = dict(fields or {})
        # Names of our events are written in our code; what others say may hold anything.
        line["event"] = self._mask(record.getMessage()) if fields is None else record.msg
        if asked_by := request_id.get():
            line["request_id"] = asked_by
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        for name, value in line.items():
            line[name] = self._masked(name, value)
        line["level"] = record.levelname.lower()
        line["logger"] = record.name
        at = datetime.fromtimestamp(record.created, UTC)
        line["timestamp"] = f"{at:%Y-%m-%dT%H:%M:%S.%fZ}"
        return json.dumps(line, ensure_ascii=False, default=repr)

    def _masked(self, name: str, value: object) -> object:
        if name in _SECRET_FIELDS:
            return "***"
        if name in _OWN_FIELDS or name == "event" or _is_own_id(name, value):
            return value
        return self._mask(value)


def _is_own_id(name: str, value: object) -> bool:
    return name == "request_id" and isinstance(value, str) and bool(_OWN_ID.fullmatch(value))
