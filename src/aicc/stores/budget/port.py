"""What a tenant's models have used in a day: taken before a call, and given back after it."""

from dataclasses import dataclass
from datetime import date
from typing import Protocol, Self

from aicc.deadline import Deadline


@dataclass(frozen=True, slots=True, kw_only=True)
class Spend:
    """Tokens, and millionths of a US dollar."""

    tokens: int = 0
    micro_usd: int = 0

    def __add__(self, other: Self) -> "Spend":
        tokens, micro_usd = self.tokens + other.tokens, self.micro_usd + other.micro_usd
        return Spend(tokens=tokens, micro_usd=micro_usd)

    def __sub__(self, other: Self) -> "Spend":
        tokens, micro_usd = self.tokens - other.tokens, self.micro_usd - other.micro_usd
        return Spend(tokens=tokens, micro_usd=micro_usd)

    def passes(self, limits: Self) -> str:
        """Which of the limits it is above; empty for none. A limit of 0 is none."""
        if 0 < limits.tokens < self.tokens:
            return "tokens"
        return "money" if 0 < limits.micro_usd < self.micro_usd else ""


class Budget(Protocol):
    """Adapters raise only `StoreError`. However many ask at once, what is taken and not given back
    never passes the limits."""

    def take(
        self, tenant_id: str, day: date, most: Spend, limits: Spend, deadline: Deadline
    ) -> str:
        """The limit that it would pass, and then nothing is taken; empty when it is."""
        ...

    def give_back(self, tenant_id: str, day: date, rest: Spend, deadline: Deadline) -> None:
        """What was not used of it; below zero, what was used beyond it."""
        ...

    def taken(self, tenant_id: str, day: date, deadline: Deadline) -> Spend: ...
