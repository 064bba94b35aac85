"""What a turn may be decided to do: one class a case, each with just what it needs."""

from dataclasses import dataclass
from typing import TypeAlias

from aicc.conversation.candidates import Candidate
from aicc.conversation.opening import Running
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.correcting import Correction
from aicc.conversation.scenario.explaining import AskedBack
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.danger import Danger
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.run import FlowRun
from aicc.domain.session import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """A person takes over; `key` says so, with {ticket}."""

    reason: EscalationReason = EscalationReason.USER_REQUEST
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"
    key: str = SentenceKey.TICKET_KEPT


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The request for a person is taken back."""

    ticket: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PassOn:
    """A person talks with the customer and gets the sentence. `may_leave`: it sounds like the
    customer wants the bot again, and is asked."""

    ticket: str
    may_leave: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowDesk:
    """Nobody said anything: the customer is told what the person did."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeChoice:
    """One of the things that were offered was taken."""

    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """What was said last is said again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveFlow:
    """Out of whatever scenario there is; `key` says so."""

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class GoBack:
    """To the question before."""

    at: Running


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerStep:
    """The running step takes what was said."""

    at: Running
    read: Read


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectAnswer:
    """An earlier answer is replaced."""

    at: Running
    correction: Correction


@dataclass(frozen=True, slots=True, kw_only=True)
class ResumeFlow:
    """The running question comes again before anything is taken for its answer."""

    at: Running


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferResume:
    """To go on with what the user's conversation before broke off."""

    run: FlowRun
    choice: Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseAnswer:
    """The running step cannot take what was said."""

    at: Running


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepForLater:
    """What was said answers a later question; `run` keeps it, and the running one comes again.
    A secret is not kept: `key` says that it will be asked."""

    at: Running
    run: FlowRun
    key: SentenceKey = SentenceKey.KEPT_FOR_LATER


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainStep:
    """Instead of an answer it was asked what a question means, or why it is asked."""

    at: Running
    about: AskedBack


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowseOffers:
    """Another page of what is offered, or less of it, as `run` shows it."""

    run: FlowRun


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToStop:
    """In a scenario something else was said than an answer: is it to end here?"""

    at: Running


@dataclass(frozen=True, slots=True, kw_only=True)
class StartFlow:
    """`number` answers its first question; `later` is a second wish, offered afterwards."""

    flow_id: str
    number: str = ""
    later: Choice | None = None
    intent: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Warn:
    """Somebody is in danger: what to do at once, and a person."""

    danger: Danger


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A fixed sentence; `is_miss` where it says that nothing was understood, `ends` where the
    conversation is over with it: a call is hung up."""

    key: str
    is_miss: bool = False
    intent: str = ""
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFaq:
    """`also` answers a second question of the same sentence; `others` are what may have been meant
    instead, where the entry is only likely."""

    faq_id: str
    also: str = ""
    intent: str = ""
    later: Choice | None = None
    others: tuple[Choice, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhich:
    """Which of these was meant? `key` asks it, `subject` is what the customer spoke of, `number`
    was said and is kept."""

    choices: tuple[Choice, ...]
    key: str = SentenceKey.WHICH_ONE
    number: str = ""
    subject: str = ""
    intent: str = ""
    is_miss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPerson:
    """A person is offered, not yet asked for; `key` says why, `subject` of what."""

    key: str
    subject: str = ""
    is_miss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferCallback:
    """To be called back, after a person was offered in vain; the scenario is left for it."""

    flow_id: str
    is_miss: bool = False


Decision: TypeAlias = (
    HandOff
    | Withdraw
    | PassOn
    | FollowDesk
    | TakeChoice
    | Repeat
    | LeaveFlow
    | GoBack
    | AnswerStep
    | CorrectAnswer
    | ResumeFlow
    | OfferResume
    | RefuseAnswer
    | KeepForLater
    | ExplainStep
    | BrowseOffers
    | AskToStop
    | StartFlow
    | Warn
    | Say
    | AnswerFaq
    | AskWhich
    | OfferPerson
    | OfferCallback
)

# How traces and pages of the documentation call them.
NAMES: dict[type[Decision], str] = {
    HandOff: "handoff",
    Withdraw: "withdraw",
    PassOn: "pass_on",
    FollowDesk: "follow_desk",
    TakeChoice: "chosen",
    Repeat: "repeat",
    LeaveFlow: "leave_flow",
    GoBack: "back",
    AnswerStep: "answer_step",
    CorrectAnswer: "correct",
    ResumeFlow: "resume_flow",
    OfferResume: "offer_resume",
    RefuseAnswer: "refuse",
    KeepForLater: "keep_for_later",
    ExplainStep: "explain",
    BrowseOffers: "browse",
    AskToStop: "ask_to_stop",
    StartFlow: "start_flow",
    Warn: "warn",
    Say: "say",
    AnswerFaq: "answer_faq",
    AskWhich: "ask_which",
    OfferPerson: "offer_person",
    OfferCallback: "offer_callback",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision and the name of the rule that made it."""

    decision: Decision
    rule: str
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_miss(self) -> bool:
        """It says that nothing was understood."""
        can_miss = Say | OfferPerson | OfferCallback | AskWhich
        return isinstance(self.decision, can_miss) and self.decision.is_miss

    @property
    def name(self) -> str:
        return NAMES[type(self.decision)]
