"""A customer's request for a person, and the ticket that is kept of it."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aicc.domain.json import JsonMap


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
    WITHDRAWN = "withdrawn"
    ERASED = "erased"  # its number stays taken; who it was of and what they said is gone


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffRequest:
    """`request_id` is the caller's: asking again with the same one gives the same ticket."""

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
class Ticket:
    number: str  # what the customer is told: A-0001
    request: HandoffRequest
    state: TicketState = TicketState.KEPT
