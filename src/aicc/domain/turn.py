"""One turn: what came in, what goes out, and the record that is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from aicc.domain.faq import AnswerPart
from aicc.domain.json import JsonMap
from aicc.errors import InvalidInputError

DEFAULT_TENANT = "default"


class Channel(StrEnum):
    CHAT = "chat"
    VOICE = "voice"


class Source(StrEnum):
    """Who made the reply."""

    FLOW = "flow"
    FAQ = "faq"
    REPLY = "reply"  # a fixed sentence of the pack: greeting, thanks
    HANDOFF = "handoff"
    PERSON = "person"  # who talks with the customer; the bot was silent
    CHOICE = "choice"  # asked which of several was meant
    FALLBACK = "fallback"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """One message of a customer: text, or keys, or silence."""

    session_id: str
    user_id: str
    message_id: str
    tenant_id: str = DEFAULT_TENANT
    channel: Channel = Channel.CHAT
    text: str = ""
    dtmf: str = ""
    is_live: bool = False  # the customer's page hears what a person says to them
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """The channel may be given by its name, as documentation and JSON have it."""
        try:
            object.__setattr__(self, "channel", Channel(self.channel))
        except ValueError as error:
            known = ", ".join(Channel)
            raise InvalidInputError(f"no channel {self.channel!r}: there are {known}") from error

    @property
    def said(self) -> str:
        return self.text or self.dtmf

    @property
    def is_silent(self) -> bool:
        return not self.said.strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class QuickReply:
    label: str
    value: str

    def to_json(self) -> dict[str, str]:
        return {"label": self.label, "value": self.value}


@dataclass(frozen=True, slots=True, kw_only=True)
class Awaited:
    """The kind of answer that the next turn should bring, empty where anything may be said;
    `keys`: how many of a telephone it has at most, 0 where nobody knows."""

    kind: str = ""
    keys: int = 0
    is_secret: bool = False


KEPT, TAKEN, WITHDRAWN = "kept", "taken", "withdrawn"  # states of a request for a person


@dataclass(frozen=True, slots=True, kw_only=True)
class Handoff:
    """What the customer is told of their request for a person; `opens` is when somebody looks at
    it, an instant as text, where nobody is there now."""

    ticket: str
    state: str
    opens: str = ""

    def to_json(self) -> dict[str, str]:
        opens = {"opens": self.opens} if self.opens else {}
        return {"ticket": self.ticket, "state": self.state, **opens}


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnFacts:
    """What a turn did, for coverage, feedback and tests; the trace says the same to people.

    TurnFacts(rule="answer_step", flow_id="card_loss", step_id="which_card",
              ways=("card_loss/customer_number:next",))
    """

    rule: str = ""
    faq_id: str = ""  # the entry that was the answer
    flow_id: str = ""  # the scenario that moved, and the step it came to
    step_id: str = ""
    ways: tuple[str, ...] = ()
    corrects: str = ""  # the step whose answer was taken back
    broken: str = ""  # why a sentence or a flow of the pack could not be used


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """`parts` are sentences in order, `rich` is what a screen shows after them; `trace` says why
    and is masked before it leaves. `ended`: a scenario did; `goodbye`: the conversation is over."""

    turn_id: str
    at: datetime
    parts: tuple[str, ...]
    rich: tuple[AnswerPart, ...] = ()
    quick_replies: tuple[QuickReply, ...] = ()
    source: Source = Source.REPLY
    intent: str = ""
    confidence: float = 0.0
    sentiment: str = ""
    step_id: str | None = None
    handoff: Handoff | None = None
    ended: bool = False
    goodbye: bool = False
    awaited: Awaited = Awaited()
    facts: TurnFacts = TurnFacts()
    trace: JsonMap = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "\n".join(self.parts)

    @property
    def ticket(self) -> str | None:
        """Of the person who will come: none once the customer has taken the request back."""
        return self.handoff.ticket if self.handoff and self.handoff.state == KEPT else None


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnRecord:
    """A turn as history keeps it: nothing in it is raw."""

    tenant_id: str
    session_id: str
    turn_id: str
    at: datetime
    user_id: str
    user_input: str
    bot_response: str
    channel: Channel = Channel.CHAT
    message_id: str = ""
    metadata: JsonMap = field(default_factory=dict)
