"""Accounts of the console: what the rest of the project may ask for."""

from collections.abc import Sequence
from typing import Protocol

from aicc.deadline import Deadline
from aicc.domain.account import Account


class AccountStore(Protocol):
    """Adapters raise only `StoreError`."""

    def add(self, account: Account, deadline: Deadline) -> bool:
        """Durable when it returns; False where the name is taken."""
        ...

    def find(self, name: str, deadline: Deadline) -> Account | None: ...

    def all(self, deadline: Deadline) -> Sequence[Account]:
        """By name."""
        ...

    def put(self, account: Account, deadline: Deadline) -> bool:
        """In the place of the one with its name; False where there is none."""
        ...

    def remove(self, name: str, deadline: Deadline) -> bool:
        """False for an unknown one."""
        ...
