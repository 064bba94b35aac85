"""The company's own systems: what a scenario's `call` step may ask for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.domain.json import JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendAnswer:
    """`outcome` chooses the step's branch ("ok", "not_found", …); `values` fill its texts."""

    outcome: str
    values: JsonMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class BackendCall:
    """Asking twice with the same `key` does the thing once."""

    action: str
    arguments: Mapping[str, str] = field(default_factory=dict)
    key: str = ""


class Backend(Protocol):
    """Adapters raise only `ProviderError`; an unknown action is a `NotFoundError`."""

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        """Every action by its name; `aicc validate` holds a pack's scenarios against it."""
        ...

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        """Comes back before the deadline."""
        ...
