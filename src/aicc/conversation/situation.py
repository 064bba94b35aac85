"""What a rule may look at: how the turn began, what was said, and what could be done about it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from aicc.conversation.candidates import Candidate, candidates
from aicc.conversation.decision import (
    Decision,
)
from aicc.conversation.keypad import is_bare_number
from aicc.conversation.opening import Opened
from aicc.conversation.reading import Reading
from aicc.conversation.scenario.answers import Read, Refusal
from aicc.domain.acts import Act, Target, ToFaq, ToFlow
from aicc.domain.bot_sentence import SentenceKey
from aicc.understanding.stance.reader import StanceReading, stance_of

STORY = 60  # letters
SURE_IN_STORY = 0.12  # the same for a scenario that a story with a question at its end would start
SURE_IN_FLOW = 0.12  # a scenario is left only for what is surer than this above the threshold


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that a rule may look at: how the turn began, and what was said."""

    opened: Opened
    reading: Reading

    @property
    def is_attempt(self) -> bool:
        """An answer to the running step or to an earlier one, even one that it cannot take."""
        answer = self.reading.answer
        is_near = isinstance(answer, Refusal) and answer.key is SentenceKey.REFUSED_RANGE
        return isinstance(answer, Read) or self.reading.correction is not None or is_near

    @cached_property
    def stance(self) -> StanceReading:
        """To the running question, where it was not answered. Read when the first rule asks."""
        return stance_of(self.reading.said)

    @cached_property
    def candidates(self) -> tuple[Candidate, ...]:
        """Best first, none for digits alone. Worked out when the first rule asks."""
        if is_bare_number(self.reading.said):
            return ()
        return candidates(self.reading, self.opened.house)

    @property
    def weighed(self) -> tuple[Candidate, ...]:
        """The candidates, where a rule has asked for them."""
        known: tuple[Candidate, ...] = self.__dict__.get("candidates", ())
        return known

    @cached_property
    def sure(self) -> Candidate | None:
        """The best candidate, when it is sure enough to act on."""
        best = self.candidates[0] if self.candidates else None
        if best is None:
            return None
        extra = SURE_IN_FLOW if self.opened.running and not self.reading.is_instead else 0.0
        extra += (
            SURE_IN_STORY if isinstance(best.target, ToFlow) and self._ends_in_question else 0.0
        )
        return best if best.chance >= self.threshold(best.target) + extra else None

    @property
    def _ends_in_question(self) -> bool:
        """A long story whose last clause asks: what happens in it is no wish."""
        parts = self.reading.parts
        clauses = [part for part in parts if part.is_clause]
        is_long = len(self.reading.said.plain) >= STORY
        return is_long and bool(clauses) and clauses[-1].acts.best is Act.ASK

    def threshold(self, target: Target) -> float:
        thresholds = self.opened.house.thresholds
        return thresholds.faq if isinstance(target, ToFaq) else thresholds.intent

    @property
    def near(self) -> tuple[Candidate, ...]:
        margin = self.opened.house.thresholds.margin
        return tuple(
            each for each in self.candidates if each.chance >= self.threshold(each.target) - margin
        )

    @property
    def letters(self) -> int:
        return len(self.reading.said.plain.replace(" ", ""))


Rule = Callable[[Situation], Decision | None]
