"""The embedded engine: our own models and grammars, in this process, with no service behind."""

from aicc.clock import KST, Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.meaning import Entity, IntentScore, Meaning, Sentiment
from aicc.korean.entities.extract import extract
from aicc.understanding import sentiment, signals
from aicc.understanding.intent_model import IntentModel

LONGEST_TEXT = 2000
NO_INTENT = (IntentScore(name="unknown", confidence=0.0),)


class EmbeddedNlu:
    """Never changes after it is made, so that threads can share it."""

    def __init__(
        self, model: IntentModel, *, scope_threshold: float = 0.5, clock: Clock = utc_now
    ) -> None:
        self._model = model
        self._scope_threshold = scope_threshold
        self._clock = clock

    def analyse(self, text: str, deadline: Deadline) -> Meaning:
        said = text[:LONGEST_TEXT]
        intents, in_scope = self.intents(said)
        return Meaning(
            intents=intents,
            in_scope=in_scope,
            entities=self.entities(said),
            sentiment=self.sentiment(said),
            signals=signals.read(said),
        )

    def intents(self, text: str) -> tuple[tuple[IntentScore, ...], bool]:
        """Best first, and whether the best is meant at all."""
        if not text.strip():
            return NO_INTENT, False
        prediction = self._model.predict(text)
        return prediction.top or NO_INTENT, prediction.in_scope_score >= self._scope_threshold

    def entities(self, text: str) -> tuple[Entity, ...]:
        return extract(text, now=self._clock().astimezone(KST))

    def sentiment(self, text: str) -> Sentiment:
        return sentiment.analyse(text)
