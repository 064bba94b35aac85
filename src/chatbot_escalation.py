"""When a person is needed, and the ticket that says so."""

from collections.abc import Callable, Mapping
from typing import Any

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.domain.ticket_moves import TakeBack
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError, NotFoundError
from aicc.ids import new_id
from aicc.korean.words.lists import read_list
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.redact import mask, mask_value
from aicc.stores.desk.guarded import TicketLimit
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.desk.port import AgentDesk

__all__ = ["EscalationManager", "EscalationPriority", "EscalationReason"]

Verdict = tuple[bool, EscalationReason, EscalationPriority]
Check = Callable[[Mapping[str, Any], str], Verdict]

NO_ESCALATION: Verdict = (False, EscalationReason.USER_REQUEST, EscalationPriority.NORMAL)
DESK_CALL_S = 1.0
VIP_TIERS = frozenset({"vip", "vvip", "platinum"})


class EscalationManager:
    """Checks run in the order they were added; the first that says yes decides. With a `pack`, a
    shipped name or a folder, requests wait in its queues alone."""

    def __init__(
        self,
        *,
        desk: AgentDesk | None = None,
        limit: TicketLimit | None = None,
        pack: str | Pack | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._desk = desk or MemoryDesk()
        self._limit = limit or TicketLimit()
        self._clock = clock
        self._checks: dict[str, Check] = {"emergency": emergency_check, "vip": vip_check}
        known = load_pack(pack) if isinstance(pack, str) else pack
        self._queues = frozenset(known.queues) if known else None

    def register_check(self, name: str, check: Check) -> None:
        """Add a check (session_data, user_input) -> (bool, reason, priority), or replace one."""
        self._checks[name] = check

    def remove_check(self, name: str) -> None:
        if name not in self._checks:
            raise NotFoundError(f"no check {name!r}: there are {', '.join(self._checks)}")
        del self._checks[name]

    def check_escalation(self, session_data: Mapping[str, Any], user_input: str) -> Verdict:
        """What the first check that says yes says; otherwise no."""
        for check in self._checks.values():
            verdict = check(session_data, user_input)
            if verdict[0]:
                return verdict
        return NO_ESCALATION

    def create_escalation_request(
        self,
        session_id: str,
        user_id: str,
        reason: EscalationReason | str,
        priority: EscalationPriority | str = EscalationPriority.NORMAL,
        description: str = "",
        context: Mapping[str, Any] | None = None,
        *,
        tenant_id: str = DEFAULT_TENANT,
        queue: str = "default",
        request_id: str = "",
        deadline: Deadline | None = None,
    ) -> str:
        """Keep a ticket and give its number; personal numbers in it are masked first.

        `InvalidInputError` for a queue that the pack does not have.
        """
        if self._queues is not None and queue not in self._queues:
            known = ", ".join(sorted(self._queues))
            raise InvalidInputError(f"no queue {queue!r}: there are {known}")
        request = HandoffRequest(
            tenant_id=tenant_id,
            request_id=request_id or new_id(),
            session_id=session_id,
            user_id=user_id,
            reason=EscalationReason(reason),
            priority=EscalationPriority(priority),
            description=mask(description),
            at=self._clock(),
            queue=queue,
            context=mask_value(dict(context or {})),
        )
        allowed = deadline or Deadline(DESK_CALL_S)
        return self._limit.keep(self._desk, request, allowed).number

    def get_request(
        self, request_number: str, *, tenant_id: str = DEFAULT_TENANT
    ) -> dict[str, Any]:
        ticket = self._desk.find(tenant_id, request_number, Deadline(DESK_CALL_S))
        if ticket is None:
            raise NotFoundError(f"no ticket {request_number}")
        return _as_dict(ticket)

    def withdraw(
        self,
        request_number: str,
        *,
        tenant_id: str = DEFAULT_TENANT,
        deadline: Deadline | None = None,
    ) -> dict[str, Any]:
        """The customer no longer wants a person; `NotFoundError` for an unknown number,
        `ConflictError` for one that is closed."""
        limit = deadline or Deadline(DESK_CALL_S)
        ticket = self._desk.move(tenant_id, request_number, TakeBack(), self._clock(), limit)
        return _as_dict(ticket)

    def waiting(self, *, tenant_id: str = DEFAULT_TENANT) -> list[dict[str, Any]]:
        """Kept tickets, most urgent first."""
        return [_as_dict(each) for each in self._desk.waiting(tenant_id, Deadline(DESK_CALL_S))]


def emergency_check(session_data: Mapping[str, Any], user_input: str) -> Verdict:
    """Words that cannot wait: an emergency, an accident, a loss."""
    words = read_list("emergency")
    for harmless in words["not"]:
        user_input = user_input.replace(harmless, " ")
    if any(word in user_input for word in words["emergency"]):
        return True, EscalationReason.EMERGENCY, EscalationPriority.URGENT
    return NO_ESCALATION


def vip_check(session_data: Mapping[str, Any], user_input: str) -> Verdict:
    """A customer whose tier is served by people."""
    if str(session_data.get("user_tier", "")).lower() in VIP_TIERS:
        return True, EscalationReason.VIP, EscalationPriority.HIGH
    return NO_ESCALATION


def _as_dict(ticket: Ticket) -> dict[str, Any]:
    request = ticket.request
    return {
        "request_id": ticket.number,
        "state": str(ticket.state),
        "withdrawn": ticket.state is TicketState.WITHDRAWN,
        "session_id": request.session_id,
        "user_id": request.user_id,
        "reason": str(request.reason),
        "priority": str(request.priority),
        "description": request.description,
        "queue": request.queue,
        "context": dict(request.context),
        "created_at": request.at.isoformat(),
    }
