"""A limit to how many requests for a person one asker makes, over however many sessions.

Danger is never turned away: many people may share an address, and the limit of requests from it
bounds a flood all the same.
"""

from aicc.asker import HourlyCount
from aicc.deadline import Deadline
from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest, Ticket
from aicc.errors import TooManyError
from aicc.stores.desk.port import AgentDesk


class TicketLimit:
    """Of an hour; 0 is none."""

    def __init__(self, per_hour: int = 0) -> None:
        self._count = HourlyCount(per_hour)

    def keep(self, desk: AgentDesk, request: HandoffRequest, deadline: Deadline) -> Ticket:
        """`TooManyError` beyond the limit, for what can wait."""
        if _cannot_wait(request):
            return desk.keep(request, deadline)
        if self._count.is_full:
            raise TooManyError("too many requests for a person from one asker")
        kept = desk.keep(request, deadline)
        self._count.add()
        return kept


def _cannot_wait(request: HandoffRequest) -> bool:
    is_emergency = request.reason is EscalationReason.EMERGENCY
    return is_emergency or request.priority is EscalationPriority.URGENT
