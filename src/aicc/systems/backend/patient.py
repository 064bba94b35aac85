"""A back end that is slower than a caller may wait: its turn is made again with more time.

The walk along a scenario treats every failure as an answer. On the phone, "not yet" is none: it
leaves the turn altogether, before anything of it is kept.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar

from aicc.calls import LEAST_S
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall


class StillAskingError(Exception):
    """Not an `AiccError`, which a scenario would take for the back end's failure."""


_caller_waits: ContextVar[bool] = ContextVar("caller_waits", default=False)
_time: ContextVar[Deadline | None] = ContextVar("time", default=None)


@contextmanager
def caller_waits() -> Iterator[None]:
    """Inside, a back end that runs out of time raises `StillAskingError`."""
    token = _caller_waits.set(True)
    try:
        yield
    finally:
        _caller_waits.reset(token)


@contextmanager
def nobody_waits(deadline: Deadline) -> Iterator[None]:
    """Inside, every call of a back end may take what is left of this deadline."""
    token = _time.set(deadline)
    try:
        yield
    finally:
        _time.reset(token)


class PatientBackend:
    """Outside `caller_waits` and `nobody_waits` it is the back end that it was given."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._inner.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        """Asked twice, the thing is done once: the port promises it."""
        limit = _time.get() or deadline
        try:
            return self._inner.call(tenant_id, asked, limit)
        except ProviderError as error:
            if _caller_waits.get() and error.retryable and limit.left_s < LEAST_S:
                raise StillAskingError(f"{asked.action}: {error}") from error
            raise
