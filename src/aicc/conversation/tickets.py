"""Requests for a person, as a turn makes them and takes them back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from aicc import logs
from aicc.conversation.after_hours import say_kept
from aicc.conversation.decision import HandOff
from aicc.conversation.draft import Draft
from aicc.conversation.record import HIDDEN
from aicc.conversation.scenario.machine import State
from aicc.conversation.scenario.walker import Position
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.json import Json
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.domain.turn import KEPT, WITHDRAWN, Handoff, Source
from aicc.errors import AiccError, TooManyError
from aicc.redact import mask_said

DUE = "due"  # the value of a scenario that says when the customer is to be called
CALL_TRIES = 3  # how often a desk tries before it gives up

log = logs.get("aicc.engine")


class Desk(Protocol):
    """What `chatbot_escalation` does with requests."""

    def create_escalation_request(
        self,
        session_id: str,
        user_id: str,
        reason: EscalationReason,
        priority: EscalationPriority,
        description: str,
        context: Mapping[str, Any] | None,
        *,
        tenant_id: str,
        queue: str,
        request_id: str,
        deadline: Deadline | None,
    ) -> str: ...

    def withdraw(
        self, request_number: str, *, tenant_id: str, deadline: Deadline | None
    ) -> object: ...


class Tickets:
    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def hand_off(self, draft: Draft, wanted: HandOff, rule: str) -> None:
        """A person is asked for, once in a conversation; the same turn never makes two. What is
        urgent takes the place of what was not. Who asked too often hears that nobody is asked for,
        and all else of the turn is as it would be."""
        is_urgent = wanted.priority is EscalationPriority.URGENT
        earlier = draft.session.ticket
        kept = None if is_urgent and not draft.session.is_urgent else earlier
        try:
            number = kept or self._keep(draft, wanted, rule)
        except TooManyError as error:
            log.warning("ticket.refused", rule=rule, error=str(error))
            draft.source = Source.REPLY
            return draft.say(SentenceKey.TICKET_REFUSED)
        draft.source = Source.HANDOFF
        if not kept:
            self._replace(draft, earlier)
            draft.change(ticket=number, is_urgent=is_urgent)
        draft.handoff = Handoff(ticket=number, state=KEPT)
        say_kept(draft, wanted, number, is_new=kept is None)
        return None

    def take_back(self, draft: Draft, ticket: str) -> None:
        opened = draft.opened
        draft.source = Source.HANDOFF
        self._desk.withdraw(ticket, tenant_id=opened.incoming.tenant_id, deadline=opened.deadline)
        draft.change(ticket=None, is_urgent=False)
        draft.say(SentenceKey.TICKET_WITHDRAWN, ticket=ticket)
        draft.handoff = Handoff(ticket=ticket, state=WITHDRAWN)

    def keep_due(self, draft: Draft, position: Position) -> None:
        """A scenario that ends with `due`, an instant, leaves a ticket by which the desk sees whom
        to call and when: beside what the company's own system keeps, so that a desk that is away
        undoes nothing. A request that waits is one with it."""
        due = position.run.answers.get(DUE)
        if position.state is not State.ENDED or not isinstance(due, str):
            return
        at = datetime.fromisoformat(due).astimezone(UTC)
        call: dict[str, Json] = {"due_at": at.isoformat(), "tries": CALL_TRIES}
        wanted = HandOff(queue=position.queue or DEFAULT_QUEUE)
        try:
            self._keep(draft, wanted, f"flow {position.flow.id}", position.flow.name, call)
        except AiccError as error:
            log.warning("ticket.no_callback", error=str(error))
            return
        if not draft.session.is_urgent:
            self._replace(draft, draft.session.ticket)
            draft.change(ticket=None)

    def _replace(self, draft: Draft, earlier: str | None) -> None:
        """Two people need not call; where the earlier request cannot be taken back, both do."""
        if earlier is None:
            return
        incoming = draft.opened.incoming
        try:
            self._desk.withdraw(
                earlier, tenant_id=incoming.tenant_id, deadline=draft.opened.deadline
            )
        except AiccError as error:
            log.warning("ticket.not_withdrawn", ticket=earlier, error=str(error))

    def _keep(
        self,
        draft: Draft,
        wanted: HandOff,
        rule: str,
        wish: str = "",
        callback: Mapping[str, Json] | None = None,
    ) -> str:
        incoming = draft.opened.incoming
        return self._desk.create_escalation_request(
            incoming.session_id,
            incoming.user_id,
            wanted.reason,
            wanted.priority,
            wish or (HIDDEN if draft.hides_input else mask_said(draft.opened.said)),
            {
                "channel": incoming.channel,
                "rule": rule,
                **({"callback": dict(callback)} if callback else {}),
            },
            tenant_id=incoming.tenant_id,
            queue=wanted.queue,
            request_id=draft.turn_id,
            deadline=draft.opened.deadline,
        )
