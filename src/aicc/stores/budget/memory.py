"""Embedded budget: of one process, as long as it lives."""

from datetime import date
from threading import Lock

from aicc.deadline import Deadline
from aicc.stores.budget.port import Spend


class MemoryBudget:
    def __init__(self) -> None:
        self._lock = Lock()
        self._taken: dict[tuple[str, date], Spend] = {}

    def take(
        self, tenant_id: str, day: date, most: Spend, limits: Spend, deadline: Deadline
    ) -> str:
        with self._lock:
            after = self._taken.get((tenant_id, day), Spend()) + most
            passed = after.passes(limits)
            if not passed:
                self._taken[tenant_id, day] = after
        return passed

    def give_back(self, tenant_id: str, day: date, rest: Spend, deadline: Deadline) -> None:
        with self._lock:
            self._taken[tenant_id, day] = self._taken.get((tenant_id, day), Spend()) - rest

    def taken(self, tenant_id: str, day: date, deadline: Deadline) -> Spend:
        with self._lock:
            return self._taken.get((tenant_id, day), Spend())
