"""The company's own systems: what a scenario's `call` step may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.json import JsonMap

LEAST_S = 0.05  # no system answers in less: a call would only be thrown away


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAnswer:
    """`outcome` chooses the step's branch ("ok", "not_found", …); `values` fill its texts."""

    outcome: str
    values: JsonMap = field(default_factory=dict)


class Backend(Protocol):
    """Adapters raise only `ProviderError`; an unknown action is a `NotFoundError`."""

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        """Every action by its name; `aicc validate` holds a pack's scenarios against it."""
        ...

    def call(
        self,
        tenant_id: str,
        action: str,
        arguments: Mapping[str, str],
        deadline: Deadline,
        *,
        key: str = "",
    ) -> BackendAnswer:
        """Comes back before the deadline. Asking twice with the same key does the thing once."""
        ...
