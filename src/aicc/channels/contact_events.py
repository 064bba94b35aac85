"""Amazon Connect contact events from EventBridge: into the history of the contact's session, and a
task's to its ticket. Events carry tags, and none of the contact's attributes."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from aicc import logs
from aicc.channels.lambda_event import Family, family
from aicc.channels.lambda_time import turn_deadline
from aicc.channels.task_events import follow_task
from aicc.channels.turn_service import Event, TurnService
from aicc.domain.json import JsonMap, as_map
from aicc.domain.turn import DEFAULT_TENANT, Channel, TurnRecord
from aicc.ids import turn_id
from aicc.systems.announcing.connect_tasks import TENANT_TAG, TICKET_TAG

log = logs.get("aicc.amazon.connect")

KEPT = frozenset({
    "INITIATED", "QUEUED", "CONNECTED_TO_SYSTEM", "CONNECTED_TO_AGENT", "PAUSED", "RESUMED",
    "COMPLETED", "DISCONNECTED",
})  # fmt: skip


def answer(event: Event, context: object, service: TurnService) -> dict[str, str]:
    """Kept once, however often EventBridge delivers it. A store that is away is an error, so
    that EventBridge tries again."""
    detail = as_map(event.get("detail"))
    kind, contact_id = str(detail.get("eventType") or ""), str(detail.get("contactId") or "")
    if family(event) is not Family.CONTACT_EVENT or kind not in KEPT or not contact_id:
        log.info("contact.event_ignored", kind=kind)
        return {"kept": "false"}
    deadline = turn_deadline(context)
    tenant_id = str(as_map(detail.get("tags")).get(TENANT_TAG) or DEFAULT_TENANT)
    number = str(as_map(detail.get("tags")).get(TICKET_TAG) or "")
    if number:
        return {"kept": str(follow_task(service, tenant_id, number, detail, deadline)).lower()}
    first_id = str(detail.get("initialContactId") or contact_id)
    for session_id in dict.fromkeys((contact_id, first_id)):
        last = service.recent(tenant_id, session_id, deadline, 1)
        if last:
            service.keep([_record(event, detail, kind, last[-1])], deadline)
            log.info("contact.event_kept", kind=kind)
            return {"kept": "true"}
    log.info("contact.without_session", kind=kind)
    return {"kept": "false"}


def _record(event: Event, detail: Mapping[str, Any], kind: str, last: TurnRecord) -> TurnRecord:
    """A turn in which nobody says anything. The session goes on from the turn before it."""
    message_id = f"event:{event.get('id') or kind}"
    session = last.metadata.get("session")
    facts: JsonMap = {
        "kind": kind,
        "channel": str(detail.get("channel") or ""),
        "queue": str(as_map(detail.get("queueInfo")).get("queueArn") or ""),
        "by_agent": bool(detail.get("agentInfo")),
        "ticket": str(session.get("ticket") or "") if isinstance(session, Mapping) else "",
        "disconnect_reason": str(detail.get("disconnectReason") or ""),
    }
    return TurnRecord(
        tenant_id=last.tenant_id,
        session_id=last.session_id,
        turn_id=turn_id(last.tenant_id, last.session_id, message_id),
        at=_instant(detail.get("eventTimestamp") or event.get("time"), last.at),
        user_id=last.user_id,
        user_input="",
        bot_response="",
        channel=Channel.CHAT if detail.get("channel") == "CHAT" else Channel.VOICE,
        message_id=message_id,
        metadata={"event": facts, **({"session": session} if session else {})},
    )


def _instant(given: object, after: datetime) -> datetime:
    """The event's own instant; never before the turn that it follows."""
    try:
        at = datetime.fromisoformat(str(given).replace("Z", "+00:00"))
    except ValueError:
        return after
    return max(at if at.tzinfo else at.replace(tzinfo=UTC), after)
