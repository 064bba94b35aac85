"""What a conversation remembers: what it is about, for some turns, and answers, for their time."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Self

from aicc.domain.json import Json, JsonMap

LASTS = 4  # turns without a word about it


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptValue:
    """An answer that outlives its scenario, until its time is over.

    KeptValue(name="customer_number", value="1234567", until=…, is_secret=True)
    `was_found`: nobody said it; that a customer was identified is found. None where it is lost.
    """

    name: str
    value: Json
    until: datetime
    is_secret: bool = False
    was_found: bool = False

    def to_json(self) -> JsonMap:
        return {
            "name": self.name,
            "value": self.value,
            "until": self.until.isoformat(),
            "secret": self.is_secret,
            "found": self.was_found,
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        return cls(
            name=str(data["name"]),
            value=data.get("value"),
            until=datetime.fromisoformat(str(data["until"])),
            is_secret=bool(data.get("secret")),
            was_found=bool(data.get("found")),
        )


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
    danger: str = ""  # the kind that was warned of last
    danger_turn: int = 0  # when it was, or was last spoken of

    def lasts(self, turn: int) -> bool:
        is_of_something = self.intent or self.words or self.faq_id or self.flow_id or self.number
        return bool(is_of_something) and turn - self.turn <= LASTS

    def danger_lasts(self, turn: int) -> bool:
        return bool(self.danger) and turn - self.danger_turn <= LASTS

    def to_json(self) -> JsonMap:
        return {
            "intent": self.intent,
            "words": list(self.words),
            "faq_id": self.faq_id,
            "flow_id": self.flow_id,
            "number": self.number,
            "turn": self.turn,
            "said": dict(self.said),
            **({"danger": self.danger, "danger_turn": self.danger_turn} if self.danger else {}),
        }

    @classmethod
    def from_json(cls, data: JsonMap) -> Self:
        words, said, turn = data.get("words"), data.get("said"), data.get("turn")
        danger_turn = data.get("danger_turn")
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
            danger=str(data.get("danger", "")),
            danger_turn=danger_turn if isinstance(danger_turn, int) else 0,
        )
