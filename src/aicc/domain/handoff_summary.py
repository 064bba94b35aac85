"""What a person has to know who takes a request: in the conversation's own words, all masked."""

from dataclasses import dataclass

from aicc.domain.json import JsonMap


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    said: str
    reply: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoffSummary:
    """`said` is the sentence in which the wish was said, `topic` what it is about, empty where
    nobody knows. `tried`: entries given, steps answered, answers refused, in order.

    HandoffSummary(topic="card loss", said="I have lost my card", verified=("customer_number",),
                   tried=("card loss: which_card",), moods=("anger",), last=(Exchange(…),))
    """

    topic: str = ""
    said: str = ""
    verified: tuple[str, ...] = ()
    tried: tuple[str, ...] = ()
    moods: tuple[str, ...] = ()
    last: tuple[Exchange, ...] = ()

    def to_json(self) -> JsonMap:
        return {
            "topic": self.topic,
            "said": self.said,
            "verified": list(self.verified),
            "tried": list(self.tried),
            "moods": list(self.moods),
            "last": [{"said": each.said, "reply": each.reply} for each in self.last],
        }
