"""Embedded accounts: they live as long as the process."""

from collections.abc import Sequence
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.account import Account


class MemoryAccounts:
    def __init__(self) -> None:
        self._lock = Lock()
        self._accounts: dict[str, Account] = {}

    def add(self, account: Account, deadline: Deadline) -> bool:
        with self._lock:
            return self._accounts.setdefault(account.name, account) is account

    def find(self, name: str, deadline: Deadline) -> Account | None:
        with self._lock:
            return self._accounts.get(name)

    def all(self, deadline: Deadline) -> Sequence[Account]:
        with self._lock:
            return tuple(self._accounts[name] for name in sorted(self._accounts))

    def put(self, account: Account, deadline: Deadline) -> bool:
        with self._lock:
            if account.name not in self._accounts:
                return False
            self._accounts[account.name] = account
            return True

    def remove(self, name: str, deadline: Deadline) -> bool:
        with self._lock:
            return self._accounts.pop(name, None) is not None
