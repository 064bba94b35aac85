"""A customer's request for a person, and the ticket that is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import TypeAlias

from aicc.domain.announcement import Announcement
from aicc.domain.json import JsonMap, as_map, as_text


class EscalationReason(StrEnum):
    USER_REQUEST = "user_request"
    COMPLEX_INQUIRY = "complex_inquiry"
    REPEATED_MISS = "repeated_miss"
    NEGATIVE_SENTIMENT = "negative_sentiment"
    EMERGENCY = "emergency"
    HIGH_RISK = "high_risk"  # fraud, a complaint to an authority, cancelling a contract
    VIP = "vip"
    TECHNICAL_ERROR = "technical_error"
    FLOW_FAILURE = "flow_failure"


class EscalationPriority(StrEnum):
    LOW = "low"
    NORMAL = "normal"
    HIGH = "high"
    URGENT = "urgent"


class TicketState(StrEnum):
    KEPT = "kept"  # written down; nobody has taken it yet
    TAKEN = "taken"  # a person talks with the customer
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    ERASED = "erased"  # its number stays taken; who it was of and what they said is gone


class Outcome(StrEnum):
    """How a person closed a request."""

    SOLVED = "solved"
    NOT_SOLVED = "not_solved"
    CALLBACK = "callback"  # to be called back
    SPAM = "spam"
    ELSEWHERE = "elsewhere"  # it ended in another system, which tells no result


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRequest:
    """`request_id` is the caller's: asking again with the same one gives the same ticket. `queue`
    is where it waits now."""

    tenant_id: str
    request_id: str
    session_id: str
    user_id: str
    reason: EscalationReason
    priority: EscalationPriority
    description: str
    at: datetime
    queue: str = "default"
    context: JsonMap = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class HumanAgent:
    """`name` is what the customer is told, empty where nobody says it."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """It waits for whoever comes first, or for the one person that it was handed `to`. `since` is
    when it came to its queue."""

    since: datetime
    to: str = ""

    state = TicketState.KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    by: HumanAgent
    since: datetime

    state = TicketState.TAKEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed:
    by: HumanAgent
    at: datetime
    outcome: Outcome
    note: str = ""

    state = TicketState.CLOSED


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    at: datetime

    state = TicketState.WITHDRAWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    state = TicketState.ERASED


Standing: TypeAlias = Kept | Taken | Closed | Withdrawn | Erased


@dataclass(frozen=True, slots=True, kw_only=True)
class Ticket:
    """`version` counts its moves: who writes the next one says which it saw. `taken_at` is when a
    person last took it, whatever became of it since. `announced`: by where it was told and why."""

    number: str  # what the customer is told: A-0001
    request: HandoffRequest
    standing: Standing
    version: int = 0
    taken_at: datetime | None = None
    announced: Mapping[str, Announcement] = field(default_factory=dict)

    @property
    def state(self) -> TicketState:
        return self.standing.state

    @property
    def due_at(self) -> str:
        """When the customer is to be called, where they booked a call: nobody waits in a chat."""
        return as_text(as_map(self.request.context.get("callback")).get("due_at"))

    @property
    def wish(self) -> str:
        """In a line: what it is about and the sentence in which it was said."""
        summary = as_map(self.request.context.get("summary"))
        told = (as_text(summary.get("topic")), as_text(summary.get("said")))
        return " · ".join(each for each in told if each) or self.request.description

    @property
    def held_by(self) -> HumanAgent | None:
        return self.standing.by if isinstance(self.standing, Taken) else None
