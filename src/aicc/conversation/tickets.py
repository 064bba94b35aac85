"""Requests for a person, as a turn makes them and takes them back."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Protocol

from aicc import logs
from aicc.conversation.after_hours import is_open, say_kept
from aicc.conversation.at_desk import AtDesk
from aicc.conversation.decision import HandOff
from aicc.conversation.draft import Draft
from aicc.conversation.record import HIDDEN
from aicc.conversation.scenario.machine import State
from aicc.conversation.scenario.walker import Position
from aicc.conversation.summary import summary_of
from aicc.conversation.with_person import ask_to_leave_person
from aicc.deadline import Deadline
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.desk_talk import Speaker
from aicc.domain.handoff import EscalationPriority, EscalationReason, TicketState
from aicc.domain.json import Json, JsonMap
from aicc.domain.opening_hours import DEFAULT_QUEUE
from aicc.domain.queue_place import QueuePlace
from aicc.domain.turn import KEPT, TAKEN, WITHDRAWN, Channel, Handoff, Source
from aicc.errors import AiccError, TooManyError
from aicc.redact import mask_said

DUE = "due"  # the value of a scenario that says when the customer is to be called
DUE_WITHDRAWN = "due_withdrawn"  # and that they are not to be called after all
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
    """`at_desk` is the same desk as people work at it."""

    def __init__(self, desk: Desk, at_desk: AtDesk) -> None:
        self._desk = desk
        self._at_desk = at_desk

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
        if wanted.reason is EscalationReason.EMERGENCY:  # no place in a queue, no way to undo it
            draft.quick_replies = ()
        elif draft.channel is Channel.CHAT and is_open(draft, wanted.queue):  # a call has its own
            say_place(draft, self._place(draft, number), always=kept is not None)
        return None

    def take_back(self, draft: Draft, ticket: str) -> None:
        opened = draft.opened
        draft.source = Source.HANDOFF
        self._desk.withdraw(ticket, tenant_id=opened.incoming.tenant_id, deadline=opened.deadline)
        talked = bool(draft.session.talks_to)
        draft.change(ticket=None, is_urgent=False, talks_to="")
        key = SentenceKey.PERSON_LEFT if talked else SentenceKey.TICKET_WITHDRAWN
        draft.say(key, ticket=ticket)
        draft.handoff = Handoff(ticket=ticket, state=WITHDRAWN)

    def pass_on(self, draft: Draft, *, may_leave: bool = False) -> bool:
        """To the person who talks with the customer; false where nobody does. What the customer is
        told beside it the person reads too."""
        opened, ticket = draft.opened, draft.opened.desk.ticket
        if ticket is None or ticket.held_by is None or not opened.incoming.is_live:
            return False
        tenant_id, deadline, number = opened.tenant_id, opened.deadline, ticket.number
        draft.source = Source.PERSON
        if may_leave:
            ask_to_leave_person(draft)
        if not opened.said.is_silent:
            said = _said(draft)
            self._at_desk.say(
                tenant_id, number, opened.incoming.message_id, Speaker.VISITOR, "", said, deadline
            )
        if draft.parts:
            told = "\n".join(draft.parts)
            self._at_desk.say(tenant_id, number, draft.turn_id, Speaker.BOT, "", told, deadline)
        draft.handoff = Handoff(ticket=number, state=TAKEN)
        return True

    def _place(self, draft: Draft, number: str) -> QueuePlace | None:
        """The request is kept already: that nobody knows its place does not undo it."""
        opened = draft.opened
        try:
            ticket = self._at_desk.find(opened.tenant_id, number, opened.deadline)
            return self._at_desk.place(ticket, opened.deadline)
        except AiccError as error:
            log.warning("ticket.no_place", ticket=number, error=str(error))
            return None

    def _summary(self, draft: Draft) -> JsonMap:
        opened = draft.opened
        pack, plans = opened.house.pack, opened.house.plans
        titles = {each.id: each.question for each in pack.searched}
        labels = {name: plan.label for name, plan in plans.items()}
        try:
            turns = self._at_desk.turns(opened.tenant_id, draft.session.session_id, opened.deadline)
        except AiccError as error:
            log.warning("ticket.no_summary", error=str(error))
            turns = ()
        return summary_of(
            turns,
            draft.session,
            asked_with=_said(draft),
            flows=opened.flows,
            title_of=lambda entry: titles.get(entry, ""),
            label_of=lambda topic: labels.get(topic, ""),
        ).to_json()

    def keep_due(self, draft: Draft, position: Position) -> None:
        """A scenario that ends with `due`, an instant, leaves a ticket by which the desk sees whom
        to call and when: beside what the company's own system keeps, so that a desk that is away
        undoes nothing. A request that waits is one with it."""
        if position.state is State.ENDED and position.run.answers.get(DUE_WITHDRAWN) is True:
            return self._withdraw_due(draft)
        due = position.run.answers.get(DUE)
        if position.state is not State.ENDED or not isinstance(due, str):
            return None
        at = datetime.fromisoformat(due).astimezone(UTC)
        call: dict[str, Json] = {"due_at": at.isoformat(), "tries": CALL_TRIES}
        wanted = HandOff(queue=position.queue or DEFAULT_QUEUE)
        try:
            self._keep(draft, wanted, f"flow {position.flow.id}", position.flow.name, call)
        except AiccError as error:
            log.warning("ticket.no_callback", error=str(error))
            return None
        if not draft.session.is_urgent:
            self._replace(draft, draft.session.ticket)
            draft.change(ticket=None)
        return None

    def _withdraw_due(self, draft: Draft) -> None:
        """The call that the customer had booked. Of several nobody knows which was meant: a call
        too many is better than one that never comes."""
        tenant_id, deadline = draft.opened.tenant_id, draft.opened.deadline
        try:
            about = self._at_desk.store.about(tenant_id, deadline, user_id=draft.session.user_id)
        except AiccError as error:
            log.warning("ticket.no_callback", error=str(error))
            return
        booked = [each.number for each in about if each.due_at and each.state is TicketState.KEPT]
        if len(booked) == 1:
            self._replace(draft, booked[0])
        elif booked:
            log.warning("ticket.callback_unknown", tickets=booked)

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
            wish or _said(draft),
            {
                "channel": incoming.channel,
                "rule": rule,
                "is_live": incoming.is_live,
                "summary": self._summary(draft),
                **({"callback": dict(callback)} if callback else {}),
            },
            tenant_id=incoming.tenant_id,
            queue=wanted.queue,
            request_id=draft.turn_id,
            deadline=draft.opened.deadline,
        )


def _said(draft: Draft) -> str:
    return HIDDEN if draft.hides_input else mask_said(draft.opened.said)


def say_place(draft: Draft, place: QueuePlace | None, *, always: bool) -> None:
    """Who asks again hears it; at first only what is worth hearing, never a promise."""
    if place is None or not (always or place.ahead or place.wait_min):
        return
    if place.ahead:
        draft.say(SentenceKey.TICKET_AHEAD, ahead=place.ahead)
    else:
        draft.say(SentenceKey.TICKET_NEXT)
    if place.wait_min is None:
        draft.say(SentenceKey.TICKET_WAIT_UNKNOWN)
    else:
        draft.say(SentenceKey.TICKET_WAIT, minutes=place.wait_min)
