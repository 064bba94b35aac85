"""What is wanted of a topic, and what each such act leads to."""

from dataclasses import dataclass
from enum import StrEnum

from aicc.domain.handoff import EscalationPriority, EscalationReason


class Act(StrEnum):
    """One clause has one act. The first six are what a pack's topics answer with `when:`."""

    DO = "do"  # it is to be done, or is told because it is to be done: a card was lost
    ASK = "ask"  # a question about it: when, how, how much, whether, where
    UNDO = "undo"  # what was begun or done is to be taken back
    STATUS = "status"  # where does it stand, was it done
    TROUBLE = "trouble"  # it does not work, or a complaint about it
    UNWANTED = "unwanted"  # it is not wanted, is to stop, or did not happen
    REPORTED = "reported"  # somebody else said it, or wants it
    SOCIAL = "social"  # a greeting, thanks, an apology, understood, goodbye
    ABOUT_BOT = "about_bot"  # who or what is answering here, and what it can do
    NONE = "none"  # only names or tells something: a topic alone, a story, an answer


@dataclass(frozen=True, slots=True)
class ToFlow:
    flow_id: str


@dataclass(frozen=True, slots=True)
class ToFaq:
    faq_id: str


@dataclass(frozen=True, slots=True)
class ToReply:
    key: str


@dataclass(frozen=True, slots=True)
class ToPerson:
    reason: EscalationReason
    priority: EscalationPriority = EscalationPriority.NORMAL
    queue: str = "default"
    say: str = ""  # the key of the pack's own sentence


Target = ToFlow | ToFaq | ToReply | ToPerson


def to_text(target: Target) -> str:
    """As traces call it: "flow card_loss"."""
    match target:
        case ToFlow(flow_id=flow_id):
            return f"flow {flow_id}"
        case ToFaq(faq_id=faq_id):
            return f"faq {faq_id}"
        case ToReply(key=key):
            return f"reply {key}"
        case ToPerson(queue=queue):
            return f"person {queue}"
