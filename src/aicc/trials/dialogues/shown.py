"""A reply as it is judged: what the customer sees, and where the conversation stands."""

import re
from dataclasses import dataclass
from typing import Self

from aicc.domain.turn import QuickReply, Reply
from aicc.korean.text.reply_words import declines, offers_person, says_not_understood, takes_up

FELL_BACK = "fall_back"  # the rule of a turn that nothing fitted
NO_FLOW, ANY_FLOW = "none", "any"
SOME_FLOW = "some"  # one waits, and did not move in this turn


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownReply:
    """`has_failed`: there was an error instead of a reply."""

    text: str
    buttons: tuple[QuickReply, ...] = ()
    flow_id: str = NO_FLOW  # of the scenario that waits for an answer
    step_id: str = ""
    rule: str = ""
    faq_id: str = ""
    has_ticket: bool = False
    is_end: bool = False
    has_failed: bool = False

    @classmethod
    def of(cls, reply: Reply) -> Self:
        facts = reply.facts
        return cls(
            text=reply.text,
            buttons=reply.quick_replies,
            flow_id=NO_FLOW if reply.step_id is None else facts.flow_id or SOME_FLOW,
            step_id=reply.step_id or "",
            rule=facts.rule,
            faq_id=facts.faq_id,
            has_ticket=reply.ticket is not None,
            is_end=reply.ended,
        )

    @property
    def line(self) -> str:
        """The text with one blank for blanks and line ends."""
        return re.sub(r"\s+", " ", self.text)

    @property
    def offers(self) -> str:
        return " | ".join(f"{button.label} {button.value}" for button in self.buttons)

    @property
    def is_miss(self) -> bool:
        """The bot says that it did not understand."""
        return self.rule == FELL_BACK or says_not_understood(self.line)

    @property
    def is_lazy(self) -> bool:
        """It declines, offers a person or did not understand, and does nothing else: no scenario,
        no entry, no hand-over."""
        if self.step_id or self.has_ticket or self.faq_id:
            return False
        is_empty = self.rule == FELL_BACK or says_not_understood(self.text)
        return is_empty or declines(self.text) or offers_person(self.text)

    def takes_up(self, said: str) -> bool:
        """Some word of the customer's stands in the reply or on a button."""
        return takes_up(said, self.text + " ".join(button.label for button in self.buttons))
