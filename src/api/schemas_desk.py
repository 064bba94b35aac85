"""Bodies of the desk's requests and answers; their descriptions are what /docs shows."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from aicc.domain.desk_talk import Speaker
from aicc.domain.handoff import EscalationPriority, EscalationReason, Outcome, TicketState

from .schemas import Id, Problem

LONGEST_NOTE, LONGEST_NAME = 2000, 40

Words = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_NOTE)
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NAME)]
QueueName = Annotated[str, StringConstraints(pattern=r"^[0-9A-Za-z_-]{1,64}$")]


class Listed(StrEnum):
    WAITING = "waiting"
    TAKEN = "taken"
    CLOSED = "closed"
    ALL = "all"


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid")


class TakeOrder(_Order):
    name: Name = Field("", description="What the customer is told; else the token's `name`")


class TransferOrder(_Order):
    queue: QueueName | None = Field(None, description="Its own queue when empty")
    to: Id | None = Field(None, description="The one person who may take it; anybody when empty")


class CloseOrder(_Order):
    result: Outcome
    note: Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_NOTE)] = ""


class NoteOrder(_Order):
    text: Words


class MessageOrder(_Order):
    text: Words
    id: Id = Field(description="The sender's own: sending it again says it once")


class SeenOrder(_Order):
    message_id: Id = Field(description="This one and all before it")


class PersonState(BaseModel):
    id: str
    name: str


class PlaceState(BaseModel):
    ahead: int = Field(description="How many are served before")
    wait_min: int | None = Field(description="From the last hour; null where nobody can know")


class SummaryExchange(BaseModel):
    said: str
    reply: str


class SummaryState(BaseModel):
    """What is known of the wish, from the conversation's own words; masked."""

    topic: str = Field(description="The scenario or topic that it is about; empty where unknown")
    said: str = Field(description="The sentence in which it was said")
    verified: list[str] = Field(description="What was checked of the customer")
    tried: list[str] = Field(description="Entries given, steps answered, answers refused; in order")
    moods: list[str]
    last: list[SummaryExchange] = Field(description="The last three exchanges")


class DeskTicket(BaseModel):
    """A request for a person."""

    number: str
    state: TicketState
    version: int = Field(description="Counts its moves")
    queue: str
    priority: EscalationPriority
    reason: EscalationReason
    channel: str
    is_live: bool = Field(description="The customer's page hears what is said")
    wish: str = Field(description="One line for a list; masked")
    created_at: datetime
    since: datetime = Field(description="When it came to its state")
    held_by: PersonState | None
    to: str = Field(description="The person whom it waits for; empty for anybody")
    due_at: datetime | None = Field(description="When to call, of a call that is booked")
    place: PlaceState | None = Field(description="Of a ticket that waits")
    result: Outcome | None
    note: str
    session_id: str
    user_id: str


class TicketPage(BaseModel):
    items: list[DeskTicket]
    cursor: str | None = Field(description="For the next page; null on the last one")


class DeskMessageState(BaseModel):
    id: str
    place: int = Field(description="In the ticket, from 1")
    speaker: Speaker
    author: str
    text: str
    at: datetime
    seen_at: datetime | None


class TurnState(BaseModel):
    turn_id: str
    at: datetime
    said: str
    reply: str
    source: str


class TicketFileState(BaseModel):
    ticket: DeskTicket
    summary: SummaryState | None
    messages: list[DeskMessageState]
    turns: list[TurnState] = Field(description="The conversation so far, oldest first; masked")
    earlier: list[DeskTicket] = Field(description="Of the same user, newest first")
    visitor_seen_at: datetime | None = Field(description="When their page was last there")


class TicketProblem(Problem):
    """409: how the ticket stands, and who holds it."""

    state: TicketState
    held_by: PersonState | None


class StreamKey(BaseModel):
    key: str = Field(description="For `?key=`: once, within half a minute")
    expires_at: datetime
