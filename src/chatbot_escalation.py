"""When a person is needed, and the ticket that says so."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.escalation import (
    EscalationRules,
    EscalationVerdict,
    Signal,
    SignalName,
    weigh,
)
from aicc.domain.handoff import (
    EscalationPriority,
    EscalationReason,
    HandoffRequest,
    Ticket,
    TicketState,
)
from aicc.domain.said import Said
from aicc.domain.ticket_moves import TakeBack
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError, NotFoundError
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack
from aicc.redact import mask, mask_value
from aicc.stores.desk.guarded import TicketLimit
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.desk.port import AgentDesk
from aicc.understanding.escalation import SoFar, read_signals

__all__ = ["EscalationManager", "EscalationPriority", "EscalationReason"]

Verdict = tuple[bool, EscalationReason, EscalationPriority]
Check = Callable[[Mapping[str, Any], str], Verdict]

DESK_CALL_S = 1.0
BUILT_IN: Mapping[str, SignalName] = {"emergency": SignalName.URGENT, "vip": SignalName.VIP}


class EscalationManager:
    """Signals are weighed by the rules of the pack; a check of your own that says yes is one of
    them. With a `pack`, a shipped name or a folder, requests wait in its queues alone."""

    def __init__(
        self,
        *,
        desk: AgentDesk | None = None,
        limit: TicketLimit | None = None,
        pack: str | Pack | None = None,
        rules: EscalationRules | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self._desk = desk or MemoryDesk()
        self._limit = limit or TicketLimit()
        self._clock = clock
        self._checks: dict[str, Check] = {}
        self._built_in = dict(BUILT_IN)
        known = load_pack(pack) if isinstance(pack, str) else pack
        self._queues = frozenset(known.queues) if known else None
        self._rules = rules or (known.escalation if known else EscalationRules())

    def register_check(self, name: str, check: Check) -> None:
        """Add a check (session_data, user_input) -> (bool, reason, priority), or replace one:
        `emergency` and `vip` are there."""
        self._built_in.pop(name, None)
        self._checks[name] = check

    def remove_check(self, name: str) -> None:
        if name not in self._checks and name not in self._built_in:
            known = ", ".join((*self._built_in, *self._checks))
            raise NotFoundError(f"no check {name!r}: there are {known}")
        self._checks.pop(name, None)
        self._built_in.pop(name, None)

    def check_escalation(self, session_data: Mapping[str, Any], user_input: str) -> Verdict:
        """Whether a person is needed, why, and how soon."""
        verdict = self.judge(session_data, as_said(user_input))
        return verdict.needed, verdict.reason, verdict.priority

    def explain_escalation(
        self, session_data: Mapping[str, Any], user_input: str
    ) -> list[dict[str, Any]]:
        """The signals that were there, heaviest first: name, value, weight, what it adds, what it
        was read from, and the sum and threshold that they are held against."""
        told: Any = self.judge(session_data, as_said(user_input)).to_json()
        return [
            {**each, "sum": told["sum"], "threshold": told["threshold"]} for each in told["signals"]
        ]

    def judge(self, session_data: Mapping[str, Any], said: Said) -> EscalationVerdict:
        """The one function from signals to a decision, as the engine asks it in every turn."""
        left_out = set(BUILT_IN.values()) - set(self._built_in.values())
        heard = read_signals(said, SoFar.from_data(session_data), self._rules)
        signals = [each for each in heard if each.name not in left_out]
        return weigh([*signals, *self._own(session_data, said)], self._rules)

    def _own(self, session_data: Mapping[str, Any], said: Said) -> Iterator[Signal]:
        for name, check in self._checks.items():
            needed, reason, priority = check(session_data, said.raw)
            if needed:
                yield Signal(
                    name=SignalName.CHECK, value=1.0, of=name, reason=reason, priority=priority
                )

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
