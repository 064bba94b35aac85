"""What a conversation is about, for some turns: so that "and the fee?" can be read with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from aicc.domain.json import JsonMap

LASTS = 4  # turns without a word about it


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """`words` are the customer's own for the topic, newest last: ("transfer", "fee").

    `flow_id` and `given` are of the scenario that ended last: what it was told may be taken back.
    """

    intent: str = ""
    words: tuple[str, ...] = ()
    faq_id: str = ""
    flow_id: str = ""
    number: str = ""  # that nothing asked for, kept for the next scenario that does
    turn: int = 0  # of the session, when it was last spoken of
    said: Mapping[str, int] = field(default_factory=dict)  # how often each sentence was said

    def lasts(self, turn: int) -> bool:
        return turn - self.turn <= LASTS

    def to_json(self) -> JsonMap:
        return {
            "intent": self.intent,
            "words": list(self.words),
            "faq_id": self.faq_id,
            "flow_id": self.flow_id,
            "number": self.number,
            "turn": self.turn,
            "said": dict(self.said),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        words, said, turn = data.get("words"), data.get("said"), data.get("turn")
        return cls(
            intent=str(data.get("intent", "")),
            words=tuple(map(str, words)) if isinstance(words, list) else (),
            faq_id=str(data.get("faq_id", "")),
            flow_id=str(data.get("flow_id", "")),
            number=str(data.get("number", "")),
            turn=turn if isinstance(turn, int) else 0,
            said={str(key): each for key, each in said.items() if isinstance(each, int)}
            if isinstance(said, Mapping)
            else {},
        )
