"""The Lex bot that a pack stands for: its intents, their slots, and what it understands."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from aicc.amazon.lex_bot.names import pascal
from aicc.amazon.lex_bot.questions import questions
from aicc.conversation.scenario.answers import Read, read_answer
from aicc.conversation.scenario.hearing import hear
from aicc.domain.flow import Step
from aicc.domain.json import Json, JsonMap
from aicc.domain.meaning import Meaning
from aicc.korean.text.said import as_said
from aicc.packs.pack import Pack
from aicc.understanding.services.lex_reading import FALLBACK, lex_name

BOT_NAME = "AICC-ChatBot"
HOOK = "lex_code_hook"
MOST_INTENTS = 4  # beside the fallback: Lex sends five interpretations at most

Analyse = Callable[[str], Meaning]


@dataclass(frozen=True, slots=True, kw_only=True)
class Bot:
    """The embedded engine understands; a pack's intent is the PascalCase of its name."""

    pack: Pack
    analyse: Analyse
    name: str = BOT_NAME

    def intents(self) -> tuple[str, ...]:
        return (*map(lex_name, self.pack.intents), FALLBACK)

    def steps_of(self, intent: str) -> Mapping[str, Step]:
        """The questions of the intent's scenario, by slot name."""
        own = next(
            (each for each in self.pack.intents.values() if lex_name(each.name) == intent), None
        )
        if own is None or not own.flow:
            return {}
        steps: dict[str, Step] = {}
        for question in questions(self.pack.flows, own.flow):
            steps.setdefault(pascal(question.step.slot), question.step)
        return steps

    def scores(self, meaning: Meaning) -> list[tuple[str, float | None]]:
        """Intents best first; the fallback, which has no score, comes first out of scope."""
        named: list[tuple[str, float | None]] = [
            (lex_name(each.name), round(each.confidence, 2))
            for each in meaning.intents[:MOST_INTENTS]
            if each.name in self.pack.intents
        ]
        fallback: list[tuple[str, float | None]] = [(FALLBACK, None)]
        return [*named, *fallback] if meaning.in_scope else [*fallback, *named]

    def heard_slots(self, intent: str, said: str, now: datetime) -> dict[str, Json]:
        """The intent's slots, filled as far as the sentence that named it fills them."""
        steps = self.steps_of(intent)
        heard = hear(steps.values(), as_said(said), now)
        return {
            name: slot(said, heard[step.id]) if step.id in heard else None
            for name, step in steps.items()
        }


def read_slot(step: Step, said: str, now: datetime) -> JsonMap | None:
    """The slot as Lex fills it from an answer; None when the answer does not fit."""
    read = read_answer(step, as_said(said), now)
    return slot(said, read.value) if isinstance(read, Read) else None


def slot(said: str, value: Json) -> JsonMap:
    text = value if isinstance(value, str) else str(value)
    return {
        "shape": "Scalar",
        "value": {"originalValue": said, "interpretedValue": text, "resolvedValues": [text]},
    }
