"""What becomes of an Amazon Connect task becomes of its ticket: who took it, that it is over."""

from collections.abc import Mapping
from typing import Any

from aicc import logs
from aicc.channels.turn_service import TurnService
from aicc.deadline import Deadline
from aicc.domain.handoff import HumanAgent, Outcome
from aicc.domain.json import as_map
from aicc.domain.ticket_moves import Close, Move, Take
from aicc.errors import ConflictError, NotFoundError

TAKEN, OVER = "CONNECTED_TO_AGENT", frozenset({"COMPLETED", "DISCONNECTED"})
CONNECT = "connect:"  # begins the ids of people who work there

log = logs.get("aicc.amazon.connect")


def follow_task(
    service: TurnService, tenant_id: str, number: str, detail: Mapping[str, Any], deadline: Deadline
) -> bool:
    """False where nothing follows. Of a customer whose page is open the desk knows more than the
    task: who took that talks with them there, and ends it there."""
    kind, by = str(detail.get("eventType")), _person(detail)
    ticket = service.ticket(tenant_id, number, deadline)
    move = None
    if ticket and ticket.request.context.get("is_live") is not True:
        move = _move(kind, by, ticket.held_by)
    if move is None:
        log.info("task.event_ignored", kind=kind, ticket=number)
        return False
    try:
        service.move(tenant_id, number, move, service.clock(), deadline)
    except (ConflictError, NotFoundError) as error:  # somebody at the desk was first
        log.info("task.event_late", kind=kind, ticket=number, error=str(error))
        return False
    log.info("task.event_kept", kind=kind, ticket=number)
    return True


def _move(kind: str, by: HumanAgent | None, holder: HumanAgent | None) -> Move | None:
    """The last event of a task may no longer say who had it."""
    if kind == TAKEN and by:
        return Take(by=by)
    ended_by = by or holder
    if kind in OVER and ended_by and ended_by.id.startswith(CONNECT):
        return Close(by=ended_by, outcome=Outcome.ELSEWHERE)
    return None


def _person(detail: Mapping[str, Any]) -> HumanAgent | None:
    """Events name people by their ARN alone."""
    arn = str(as_map(detail.get("agentInfo")).get("agentArn") or "")
    return HumanAgent(id=CONNECT + arn.rpartition("/")[2]) if arn else None
