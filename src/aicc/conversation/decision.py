"""What a turn may be decided to do: one class a case, each with just what it needs."""

from dataclasses import dataclass
from typing import TypeAlias

from aicc.conversation.opening import Running
from aicc.conversation.scenario.answers import Read
from aicc.conversation.scenario.correcting import Correction
from aicc.domain.faq import FaqHit
from aicc.domain.handoff import EscalationPriority, EscalationReason
from aicc.domain.run import FlowRun
from aicc.domain.session import Choice


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOff:
    """A person takes over."""

    reason: EscalationReason = EscalationReason.USER_REQUEST
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw:
    """The request for a person is taken back."""

    ticket: str


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
class StartFlow:
    flow_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Say:
    """A fixed sentence; `is_miss` where it says that nothing was understood."""

    key: str
    is_miss: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerFaq:
    hit: FaqHit


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhich:
    """Which of these was meant?"""

    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferPerson:
    """A person is offered, not yet asked for; `key` says why."""

    key: str
    is_miss: bool = False


Decision: TypeAlias = (
    HandOff
    | Withdraw
    | TakeChoice
    | Repeat
    | LeaveFlow
    | GoBack
    | AnswerStep
    | CorrectAnswer
    | ResumeFlow
    | OfferResume
    | RefuseAnswer
    | StartFlow
    | Say
    | AnswerFaq
    | AskWhich
    | OfferPerson
)

# How traces and pages of the documentation call them.
NAMES: dict[type[Decision], str] = {
    HandOff: "handoff",
    Withdraw: "withdraw",
    TakeChoice: "chosen",
    Repeat: "repeat",
    LeaveFlow: "leave_flow",
    GoBack: "back",
    AnswerStep: "answer_step",
    CorrectAnswer: "correct",
    ResumeFlow: "resume_flow",
    OfferResume: "offer_resume",
    RefuseAnswer: "refuse",
    StartFlow: "start_flow",
    Say: "say",
    AnswerFaq: "answer_faq",
    AskWhich: "ask_which",
    OfferPerson: "offer_person",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A decision and the name of the rule that made it."""

    decision: Decision
    rule: str

    @property
    def name(self) -> str:
        return NAMES[type(self.decision)]
