"""A made-up company behind the shipped packs, so that their scenarios do something."""

from collections.abc import Mapping

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.action import BackendAction
from aicc.errors import NotFoundError, ProviderError
from aicc.systems.backend.port import BackendAnswer, BackendCall
from aicc.systems.demo.bank import DemoBank
from aicc.systems.demo.data import book
from aicc.systems.demo.followups import DemoFollowUps
from aicc.systems.demo.shop import DemoShop
from aicc.systems.demo.transfer import DemoTransfers


class DemoBackend:
    """Nothing it says is real, and it always says the same about the same number.

    Any customer number (7 digits) or order number (8 digits) has something behind it, but
    numbers that begin with 9 are not found and all zeros fail like a system that is down.
    Fixed ones, and those with which a single action fails, are in `demo.json`. Dates are
    counted from the clock's day in Korea.
    """

    def __init__(self, *, clock: Clock = utc_now) -> None:
        afterwards = DemoFollowUps()
        self._actions = {
            **DemoBank(clock, afterwards).actions(),
            **afterwards.actions(),
            **DemoTransfers().actions(),
            **DemoShop(clock).actions(),
        }

    @property
    def actions(self) -> Mapping[str, BackendAction]:
        return {name: action.about for name, action in self._actions.items()}

    def call(self, tenant_id: str, asked: BackendCall, deadline: Deadline) -> BackendAnswer:
        action = asked.action
        if action not in self._actions:
            raise NotFoundError(f"demo back end: there is no action {action}")
        said = {value.replace("-", "") for value in asked.arguments.values()}
        if not said.isdisjoint(book()["outages"].get(action, ())):
            raise ProviderError(f"demo back end: {action} plays an outage", retryable=True)
        return self._actions[action].run(tenant_id, asked.arguments)
