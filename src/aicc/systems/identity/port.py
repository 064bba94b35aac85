"""One-time codes: what a scenario may ask, and what keeping and sending them needs."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, TypeVar

from aicc.deadline import Deadline
from aicc.systems.identity.rules import CodeState

T = TypeVar("T")


class CodeOutcome(StrEnum):
    OK = "ok"
    WRONG = "wrong"
    EXPIRED = "expired"  # too old, used already, or never sent
    LOCKED = "locked"


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeAnswer:
    outcome: CodeOutcome
    left: int = 0  # tries, after a wrong one


class OneTimeCodes(Protocol):
    """Asking twice with the same key counts once. `StoreError` and `ProviderError` when a code
    cannot be kept or sent."""

    def send(self, tenant_id: str, phone: str, deadline: Deadline, *, key: str = "") -> CodeAnswer:
        """A new code, which takes the place of the one before; ok or locked."""
        ...

    def check(
        self, tenant_id: str, phone: str, code: str, deadline: Deadline, *, key: str = ""
    ) -> CodeAnswer:
        """A code that was right is used up."""
        ...


class CodeSender(Protocol):
    def deliver(self, phone: str, code: str) -> None:
        """`ProviderError` when it cannot be sent. The code is written down nowhere."""
        ...


Change = Callable[[CodeState], tuple[CodeState, T]]


class CodeStore(Protocol):
    """What is known of each owner, a hashed telephone; a new one has an empty state."""

    def update(self, owner: str, change: "Change[T]", deadline: Deadline) -> T:
        """Read, change and keep as one: no other change comes in between. `StoreError`."""
        ...
