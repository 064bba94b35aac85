"""Actions that nobody serves here: their scenarios go on as if the system were away."""

from collections.abc import Mapping

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import ProviderError
from aicc.systems.backend.port import BackendAnswer, BackendCall


class MissingBackend:
    def __init__(self, actions: Mapping[str, BackendAction]) -> None:
        self.actions = actions

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        raise ProviderError(f"{asked.action}: nobody serves this action here")
