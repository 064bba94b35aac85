"""What Lex itself says when it asks for a slot: the step's sentence, or a neutral one.

A sentence with fields in it ("{balance:won}…") is said by the code hook, which has the values.
Where Lex must ask before the hook does, it asks in general words.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Self

from aicc.amazon.lex_bot.model import Listening, Prompt
from aicc.domain.bot_sentence import BotSentence, SentenceKey
from aicc.domain.flow import InputType, Step
from aicc.domain.turn import Channel
from aicc.korean.speech.speak import to_speech
from aicc.korean.text.template import fields, render
from aicc.packs.pack import Pack

MOST_RETRIES = 5
PAUSES_MS = 1500  # numbers are read out in groups, with a breath between them

_NEUTRAL = {
    InputType.NUMBER: SentenceKey.REFUSED_NUMBER,
    InputType.AMOUNT: SentenceKey.REFUSED_AMOUNT,
    InputType.NAME: SentenceKey.REFUSED_NAME,
    InputType.DATE: SentenceKey.REFUSED_DATE,
    InputType.TIME: SentenceKey.REFUSED_TIME,
    InputType.SELECTION: SentenceKey.REFUSED_OPTION,
    InputType.MULTI: SentenceKey.REFUSED_OPTION,
    InputType.CONFIRM: SentenceKey.REFUSED_CONFIRM,
}
_SPOKEN_ONLY = frozenset({InputType.TEXT, InputType.NAME})
_READ_OUT = frozenset({InputType.DIGITS, InputType.PHONE, InputType.NUMBER, InputType.AMOUNT})
_FIXED_LENGTH = re.compile(r"(?:\\d|\[0-9\])\{(\d+)\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Prompts:
    said: Mapping[str, BotSentence]
    locale: str

    @classmethod
    def of(cls, pack: Pack) -> Self:
        return cls(said={**pack.catalogue, **pack.replies}, locale=pack.locale)

    def of_step(self, step: Step) -> Prompt:
        retries = min(step.max_retries, MOST_RETRIES)
        listening = _listening(step)
        names = ("Initial", *(f"Retry{number}" for number in range(1, retries + 1)))
        return Prompt(
            texts=(self._text(step),),
            retries=retries,
            attempts=tuple((name, listening) for name in names),
        )

    def _text(self, step: Step) -> str:
        template = step.voice or step.message
        if fields(template):
            sentence = self.said[_NEUTRAL.get(step.input_type, SentenceKey.ASK_SLOT)]
            choices = ", ".join(option.value for option in step.options)
            return render(sentence.on(Channel.VOICE), {"choices": choices}, spoken=True)
        text = render(template, {})
        return text if step.voice or self.locale != "ko" else to_speech(text)


def _listening(step: Step) -> Listening:
    """Digits of a fixed length need no end key; free text cannot be keyed in."""
    length = _FIXED_LENGTH.fullmatch(step.validation.pattern or "") if step.validation else None
    waits = Listening(takes_keys=step.input_type not in _SPOKEN_ONLY)
    if step.input_type in _READ_OUT:
        waits = replace(waits, audio_end_timeout_ms=PAUSES_MS)
    return replace(waits, keys_max_length=int(length[1])) if length else waits
