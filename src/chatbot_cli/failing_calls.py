"""Why a call of a scenario failed, for who tries a pack out: a customer only hears that it did."""

from collections.abc import Mapping

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import AiccError
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall


class ToldBackend:
    """Passes calls on and remembers what failed, until it is told."""

    def __init__(self, inner: Backend) -> None:
        self._inner = inner
        self._failed: list[str] = []

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._inner.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        try:
            return self._inner.call(tenant_id, asked, deadline)
        except AiccError as error:
            self._failed.append(f"{asked.action}: {error}")
            raise

    def told(self) -> list[str]:
        failed, self._failed = self._failed, []
        return failed
