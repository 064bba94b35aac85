"""A back end that one asker cannot search for customer numbers, over however many sessions."""

from collections.abc import Mapping

from aicc.asker import HourlyCount
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.systems.backend.port import Backend, BackendAnswer, BackendCall

MISS = "not_found"


class GuardedBackend:
    """After an hour's count of misses it is as if it were away: a scenario goes on as it does then,
    with a person."""

    def __init__(self, inner: Backend, misses: HourlyCount) -> None:
        self._inner = inner
        self._misses = misses

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return self._inner.actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        about = self._inner.actions.get(asked.action)
        if about and MISS in about.outcomes and self._misses.is_full:
            raise ProviderError(f"{asked.action}: one asker guessed too often")
        answer = self._inner.call(tenant_id, asked, deadline)
        if answer.outcome == MISS:
            self._misses.add()
        return answer
