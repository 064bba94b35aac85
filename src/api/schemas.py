"""Bodies of requests and answers; their descriptions are what /docs shows."""

import json
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

from aicc.domain.feedback import Thumb
from aicc.redact import is_number_of_person

LONGEST_MESSAGE = 2000
EXAMPLES = json.loads(Path(__file__).with_name("examples.json").read_text(encoding="utf-8"))


def _nobodys_number(name: str) -> str:
    if is_number_of_person(name):
        raise ValueError("must not be a personal number")
    return name


Id = Annotated[
    str,
    StringConstraints(pattern=r"^[0-9A-Za-z._:-]{1,128}$"),
    AfterValidator(_nobodys_number),
]
Message = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_MESSAGE)
]


class TextPart(BaseModel):
    kind: Literal["text"] = "text"
    text: str


class ItemsPart(BaseModel):
    """`buttons` say their item when they are pressed."""

    kind: Literal["list", "buttons"]
    text: str = ""
    items: list[str]


class AddressPart(BaseModel):
    kind: Literal["link", "image"]
    text: str = ""
    url: str = Field(description="Begins with https:// or http://")


class Card(BaseModel):
    title: str = Field(description="Send this as the message when the card is pressed")
    text: str = ""


class CardsPart(BaseModel):
    """What a scenario offers, such as free times."""

    kind: Literal["cards"]
    cards: list[Card]


class SummaryRow(BaseModel):
    label: str
    value: str


class SummaryPart(BaseModel):
    """What a scenario found or is about to do: an order, an amount, what was chosen."""

    kind: Literal["summary"]
    text: str = ""
    rows: list[SummaryRow]


Part = Annotated[
    TextPart | ItemsPart | AddressPart | CardsPart | SummaryPart,
    Field(discriminator="kind"),
]


class QuickReply(BaseModel):
    label: str
    value: str = Field(description="Send this as the message when it is pressed")


class Awaited(BaseModel):
    """The answer that a scenario waits for; a secret one is best typed unseen."""

    kind: str = Field(examples=["digits"])
    is_secret: bool
    most: int = Field(description="Digits, at most; 0 where it is not known")


class Handoff(BaseModel):
    ticket: str = Field(examples=["A-0001"])
    state: str = Field(examples=["kept"])


class OpenNow(BaseModel):
    """Whether people are there; until then it stays so, where that is known."""

    is_open: bool
    until: datetime | None


class Welcome(BaseModel):
    """What is empty has a default of the widget's own."""

    name: str = Field(description="Of the company", examples=["AICC Bank"])
    bot: str = Field(description="What the bot is called")
    avatar: str = Field(description="Its picture: begins with https:// or is a path here")
    logo: str = Field(description="The company's, as `avatar`")
    hours: OpenNow | None = Field(description="null: people are there at any hour")
    can_do: list[QuickReply]
    questions: list[str] = Field(description="Often asked: send one as the message")


class SessionRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    locale: Literal["ko", "en"] = Field(
        "ko", description="The page's language; the bot answers in its pack's"
    )


class Greeting(BaseModel):
    parts: list[Part]
    quick_replies: list[QuickReply]


class SessionOpened(BaseModel):
    session_id: str
    token: str = Field(description="Send it as `Authorization: Bearer …` with every /v1 request")
    expires_at: datetime
    greeting: Greeting


class ChatRequest(BaseModel):
    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={"examples": [EXAMPLES["chat_request"]]},
    )
    message: Message
    message_id: Id | None = Field(
        None, description="The same id again gives the same reply, and nothing else happens"
    )


class ChatReply(BaseModel):
    session_id: str
    message_id: str
    turn_id: str
    at: datetime
    parts: list[Part]
    quick_replies: list[QuickReply]
    step_id: str | None = Field(description="The scenario step that waits for an answer")
    handoff: Handoff | None
    ended: bool = Field(description="A scenario ended with this reply")
    may_rate: bool = Field(description="An answer that `POST /v1/feedback` takes a thumb for")
    is_end: bool = Field(description="A thumb is taken for the conversation up to here")
    awaited: Awaited | None


class FeedbackRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")
    turn_id: Id = Field(description="Of a reply with `may_rate` or `is_end`")
    value: Thumb


class Said(BaseModel):
    text: str


class Answered(BaseModel):
    parts: list[Part]
    quick_replies: list[QuickReply]
    may_rate: bool
    is_end: bool
    awaited: Awaited | None


class HistoryTurn(BaseModel):
    turn_id: str
    at: datetime
    message_id: str
    user: Said
    bot: Answered


class PersonMessage(BaseModel):
    """What a person of the company said."""

    id: str
    text: str
    at: datetime
    seen_at: datetime | None


class VisitorDesk(BaseModel):
    """The session's request for a person; `ahead`, `wait_min` while it waits."""

    state: Literal["waiting", "taken", "bot"]
    ticket: str
    name: str = ""
    ahead: int | None = None
    wait_min: int | None = None
    messages: list[PersonMessage] = Field(description="Oldest first; to be shown among the turns")
    after: int = Field(description="Open `/v1/events` behind it")


class History(BaseModel):
    turns: list[HistoryTurn] = Field(description="Oldest first; personal numbers are masked")
    desk: VisitorDesk | None = None


class CreateSessionRequest(BaseModel):
    user_id: Id


class CreatedSession(BaseModel):
    session_id: str
    created_at: datetime


class PlainChatRequest(BaseModel):
    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLES["plain_chat_request"]]})
    user_id: Id
    session_id: Id
    message: Message
    message_id: Id | None = None


class PlainChatReply(BaseModel):
    session_id: str
    user_id: str
    response: str
    message_id: str
    turn_id: str
    intent: str
    confidence: float
    sentiment: str
    quick_replies: list[QuickReply]
    step_id: str | None
    escalated: bool
    ticket: str | None
    ended: bool
    trace: dict[str, Any] | None = Field(None, description="Why; for staff alone")


class Health(BaseModel):
    status: Literal["healthy"] = "healthy"
    version: str


class Ready(BaseModel):
    status: Literal["ready", "degraded"]
    degraded: dict[str, str] = Field(description="What is away; why is in the log")


class Info(BaseModel):
    name: str
    version: str
    pack: str
    locale: str
    capabilities: list[str]
    scenarios: list[str]
    model: str
    stores: dict[str, str]


class Problem(BaseModel):
    """application/problem+json (RFC 9457)"""

    type: str = "about:blank"
    title: str
    status: int
    detail: str
    code: str
