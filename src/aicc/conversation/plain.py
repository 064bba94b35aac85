"""What needs no model to be understood: a command, or an answer that its step can read."""

from aicc.conversation.scenario.answers import Read, Refusal
from aicc.domain.flow import InputType, Step
from aicc.domain.meaning import IntentScore, Meaning, Sentiment, SentimentLabel, Signals
from aicc.korean.answers.guards import Guard

PLAIN = Meaning(
    intents=(IntentScore(name="unknown", confidence=0.0),),
    in_scope=False,
    entities=(),
    sentiment=Sentiment(
        label=SentimentLabel.NEUTRAL,
        scores={label: float(label is SentimentLabel.NEUTRAL) for label in SentimentLabel},
    ),
    signals=Signals(),
    source="plain",
)


def is_plain(guard: Guard | None, step: Step | None, read: Read | Refusal | None) -> bool:
    """A request for a person is read for what it is about; free text may be anything."""
    if guard is not None:
        return guard is not Guard.AGENT
    return isinstance(read, Read) and step is not None and step.input_type is not InputType.TEXT
