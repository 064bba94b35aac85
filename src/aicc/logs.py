"""Logs: one JSON object a line, masked, with the ids of the request and the turn."""

import logging
import re
import sys
from collections.abc import Callable, MutableMapping
from typing import Any

import structlog

from aicc.errors import AiccError, StoreRestingError

Mask = Callable[[Any], Any]
Event = MutableMapping[str, Any]

_SECRET_FIELDS = frozenset({"authorization", "token", "password", "secret", "jwt_secret"})
# Written by the chain itself, never by a customer; a request's id may come from a caller, and is
# ours when it looks like one of `aicc.ids`.
_OWN_FIELDS = frozenset({"timestamp", "level", "logger", "turn_id", "took_ms"})
_OWN_ID = re.compile("[0-9a-f]{32}")


def configure(*, mask: Mask, level: str = "info") -> None:
    """Once, at the edge. Standard-library loggers of others go through the same chain."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
        _masking(mask),
    ]
    structlog.configure(
        processors=[
            structlog.stdlib.filter_by_level,
            *shared,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=True,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(ensure_ascii=False),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level.upper())


# A library is silent until its user configures logging; structlog alone would print.
structlog.configure(
    processors=[structlog.stdlib.filter_by_level, structlog.stdlib.render_to_log_kwargs],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=structlog.stdlib.BoundLogger,
)


def get(name: str) -> structlog.stdlib.BoundLogger:
    logger: structlog.stdlib.BoundLogger = structlog.stdlib.get_logger(name)
    return logger


def warn_of_store(log: structlog.stdlib.BoundLogger, event: str, error: Exception) -> None:
    """A line for each failure, and none for a store that was not even asked."""
    if not isinstance(error, StoreRestingError):
        code = error.code if isinstance(error, AiccError) else "error"
        log.warning(event, error=str(error), code=code)


def _masking(mask: Mask) -> Callable[[Any, str, Event], Event]:
    def masked(logger: Any, method: str, event: Event) -> Event:
        for name, value in event.items():
            if name in _SECRET_FIELDS:
                event[name] = "***"
            elif name not in _OWN_FIELDS and not name.startswith("_"):
                event[name] = value if _is_own_id(name, value) else mask(value)
        return event

    return masked


def _is_own_id(name: str, value: object) -> bool:
    return name == "request_id" and isinstance(value, str) and bool(_OWN_ID.fullmatch(value))
