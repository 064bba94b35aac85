"""Where a contact stands with the Lex bot: attributes, intent and slots between its turns."""

from dataclasses import dataclass, field

from aicc.domain.json import Json, JsonMap


@dataclass(slots=True, kw_only=True)
class LexTalk:
    """Attributes outlive the block that set them; the intent ends when it is closed."""

    attributes: dict[str, str] = field(default_factory=dict)
    intent: str = ""
    score: float | None = None
    slots: dict[str, Json] = field(default_factory=dict)
    state: str = "InProgress"
    confirmation: str = "None"
    action: str = ""  # ElicitSlot, ConfirmIntent or ElicitIntent: what Lex waits for
    asked_slot: str = ""
    tries: int = 0
    requests: int = 0
    others: list[tuple[str, float | None]] = field(default_factory=list)
    sentiment: JsonMap | None = None

    def intent_json(self) -> JsonMap:
        return {
            "name": self.intent,
            "slots": dict(self.slots),
            "state": self.state,
            "confirmationState": self.confirmation,
        }

    def close(self) -> None:
        self.intent, self.slots, self.state = "", {}, "InProgress"
        self.confirmation, self.action, self.asked_slot, self.tries = "None", "", "", 0

    def path_tree(self) -> JsonMap:
        """What `$.Lex.…` finds after the block."""
        return {
            "IntentName": self.intent,
            "IntentConfidence": _confidence(self.score),
            "Slots": {name: _interpreted(value) for name, value in self.slots.items()},
            "SessionAttributes": dict(self.attributes),
            "DialogState": self.state,
            "SentimentResponse": _sentiment(self.sentiment),
            "AlternateIntents": {
                name: {"IntentName": name, "IntentConfidence": _confidence(score), "Slots": {}}
                for name, score in self.others
            },
        }


def _confidence(score: float | None) -> JsonMap:
    return {} if score is None else {"Score": str(score)}


def _interpreted(slot: Json) -> Json:
    value = slot.get("value") if isinstance(slot, dict) else None
    return value.get("interpretedValue") if isinstance(value, dict) else None


def _sentiment(given: JsonMap | None) -> JsonMap:
    if given is None:
        return {}
    scores = given.get("sentimentScore")
    named = scores.items() if isinstance(scores, dict) else ()
    return {
        "Label": given.get("sentiment"),
        "Scores": {name.capitalize(): str(score) for name, score in named},
    }
