"""What the bot decided about a sentence, beside what it should have decided."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from aicc.conversation.decision import (
    NAMES,
    AnswerFaq,
    AskWhich,
    Decision,
    HandOff,
    OfferPerson,
    Say,
    StartFlow,
    Warn,
)
from aicc.domain.faq import NOT_HERE
from aicc.domain.session import Choice
from aicc.trials.labelled.label import Label, LabelKind

_NOT_HERE_ID = f"{NOT_HERE}."


class Outcome(StrEnum):
    RIGHT = "right"
    NEAR = "near"  # it is among what was offered
    WRONG = "wrong"  # something else was done
    NOTHING = "nothing"  # it was not understood, or other things were offered


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What was done, or else what was offered; neither where nothing was understood."""

    done: Label | None = None
    offered: tuple[Label, ...] = ()
    other: str = ""  # a decision that no label stands for, such as "repeat"

    @classmethod
    def of(cls, decision: Decision) -> "Deed":
        match decision:
            case Warn():
                return cls(done=Label(kind=LabelKind.DANGER))
            case HandOff():
                return cls(done=Label(kind=LabelKind.PERSON))
            case StartFlow(flow_id=flow_id):
                return cls(done=Label(kind=LabelKind.FLOW, name=flow_id))
            case AnswerFaq(faq_id=faq_id):
                return cls(done=_entry(faq_id))
            case Say(key=key, is_miss=False):
                return cls(done=Label(kind=LabelKind.REPLY, name=str(key)))
            case Say():
                return cls()
            case AskWhich(choices=choices):
                return cls(offered=tuple(_offered(choices)))
            case OfferPerson(subject=subject) if subject:
                return cls()  # that nothing is known of it
            case OfferPerson():
                return cls(offered=(Label(kind=LabelKind.PERSON),))
        return cls(other=NAMES[type(decision)])

    def beside(self, wanted: Label) -> Outcome:
        if wanted.kind is LabelKind.NONE:
            is_declined = self.done is not None and self.done.kind is LabelKind.NOT_HERE
            if is_declined:
                return Outcome.RIGHT
            if self.done or self.other:
                return Outcome.WRONG
            return Outcome.NEAR if self.offered else Outcome.RIGHT
        if self.done == wanted:
            return Outcome.RIGHT
        if wanted in self.offered:
            return Outcome.NEAR
        return Outcome.WRONG if self.done or self.other else Outcome.NOTHING

    def __str__(self) -> str:
        if self.offered:
            return f"offered {', '.join(map(str, self.offered))}"
        return str(self.done) if self.done else self.other or "nothing"


def _entry(faq_id: str) -> Label:
    if faq_id.startswith(_NOT_HERE_ID):
        return Label(kind=LabelKind.NOT_HERE, name=faq_id.removeprefix(_NOT_HERE_ID))
    return Label(kind=LabelKind.FAQ, name=faq_id)


def _offered(choices: tuple[Choice, ...]) -> Iterator[Label]:
    for choice in choices:
        if choice.flow_id:
            yield Label(kind=LabelKind.FLOW, name=choice.flow_id)
        elif choice.faq_id:
            yield _entry(choice.faq_id)
        elif choice.person:
            yield Label(kind=LabelKind.PERSON)
