"""The embedded engine: our own models and grammars, in this process, with no service behind."""

from aicc.clock import KST, Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.meaning import Entity, IntentScore, Meaning, Sentiment, Topics
from aicc.domain.said import Said
from aicc.korean.entities.extract import extract
from aicc.korean.text.said import beginning
from aicc.understanding import sentiment, signals
from aicc.understanding.intent_model import IntentModel
from aicc.understanding.second_look import SecondLook

LONGEST_TEXT = 2000
NO_INTENT = (IntentScore(name="unknown", confidence=0.0),)


class EmbeddedNlu:
    """Never changes after it is made, so that threads can share it."""

    def __init__(
        self,
        model: IntentModel,
        *,
        scope_threshold: float = 0.5,
        clock: Clock = utc_now,
        second_look: SecondLook | None = None,
    ) -> None:
        self._model = model
        self._second_look = second_look
        self._scope_threshold = scope_threshold
        self._clock = clock

    @property
    def model(self) -> IntentModel:
        return self._model

    def analyse(self, said: Said, deadline: Deadline) -> Meaning:
        said = beginning(said, LONGEST_TEXT)
        topics = self.topics(said, deadline)
        return Meaning(
            intents=topics.intents,
            in_scope=topics.scope >= self._scope_threshold,
            scope=topics.scope,
            entities=self.entities(said),
            sentiment=self.sentiment(said),
            signals=signals.read(said),
        )

    def intents(self, said: Said, deadline: Deadline) -> tuple[tuple[IntentScore, ...], bool]:
        """Best first, and whether the best is meant at all."""
        topics = self.topics(said, deadline)
        return topics.intents, topics.scope >= self._scope_threshold

    def topics(self, said: Said, deadline: Deadline) -> Topics:
        """Best first, and how surely the text is for any of them."""
        if said.is_silent:
            return Topics(intents=NO_INTENT, scope=0.0)
        prediction = self._model.predict(said)
        topics = Topics(intents=prediction.top or NO_INTENT, scope=prediction.in_scope_score)
        return self._second_look.at(said, topics, deadline) if self._second_look else topics

    def entities(self, said: Said) -> tuple[Entity, ...]:
        return extract(said, now=self._clock().astimezone(KST))

    def sentiment(self, said: Said) -> Sentiment:
        return sentiment.analyse(said)
