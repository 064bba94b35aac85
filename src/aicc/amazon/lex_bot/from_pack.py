"""A pack as a Lex V2 bot: the same intents, sentences and threshold as our own understanding."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from aicc.amazon.lex_bot.model import (
    FALLBACK_SIGNATURE,
    Bot,
    Intent,
    Locale,
    Priority,
    Slot,
    SlotType,
)
from aicc.amazon.lex_bot.names import KO_KR, LOCALES, NAME, pascal
from aicc.amazon.lex_bot.prompts import Prompts
from aicc.amazon.lex_bot.questions import Question, questions
from aicc.amazon.lex_bot.slot_types import SlotTypes, slot_types
from aicc.errors import InvalidInputError
from aicc.packs.pack import Intent as PackIntent
from aicc.packs.pack import Pack
from aicc.understanding.services.lex_reading import FALLBACK, lex_name
from aicc.understanding.services.lex_states import IDLE_S

BOT_NAME = "AICC-ChatBot"
ENGINE = "neural"
MOST_PHRASES = 500

_LONGEST_DISPLAY_NAME = 100
# Words of Hangul, four at most: what speech recognition surely takes as a phrase
_PHRASE = re.compile("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+){0,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """`notes` say what of the pack is not in the bot."""

    bot: Bot
    notes: tuple[str, ...]


def bot_from(pack: Pack, *, name: str = BOT_NAME, locale_id: str = KO_KR) -> Built:
    """`InvalidInputError` for names that Lex cannot take; `check` says all else."""
    if not NAME.fullmatch(name):
        raise InvalidInputError(f"bot name {name!r}: letters, digits, and single - or _ between")
    if locale_id not in LOCALES:
        raise InvalidInputError(f"locale {locale_id!r}: one of {', '.join(LOCALES)}")
    asked = {each.name: questions(pack.flows, each.flow) for each in _starting(pack) if each.flow}
    types = slot_types(_each_once(asked.values()), pack.entities)
    prompts = Prompts.of(pack)
    intents = [
        _intent(pack, each, asked.get(each.name, ()), types, prompts)
        for each in pack.intents.values()
    ]
    intents.append(_fallback())
    _refuse_twice("intents", [each.name for each in intents])
    _refuse_twice("slot types", [each.name for each in types.types])
    phrases = tuple(dict.fromkeys(_phrases(pack, types.types)))
    called, voice = LOCALES[locale_id]
    locale = Locale(
        id=locale_id,
        name=called,
        threshold=pack.thresholds.intent,
        voice=voice,
        engine=ENGINE,
        intents=tuple(sorted(intents, key=lambda each: each.name)),
        slot_types=types.types,
        vocabulary=phrases[:MOST_PHRASES],
    )
    left = len(phrases) - MOST_PHRASES
    notes = (f"{left} words are not in the custom vocabulary: it is full",) if left > 0 else ()
    bot = Bot(name=name, description=pack.name, idle_s=int(IDLE_S), locales=(locale,))
    return Built(bot=bot, notes=(*types.notes, *notes))


def _starting(pack: Pack) -> Iterator[PackIntent]:
    return (intent for intent in pack.intents.values() if intent.flow)


def _each_once(asked: Iterable[tuple[Question, ...]]) -> Iterator[Question]:
    seen: set[tuple[str, str]] = set()
    for question in (each for some in asked for each in some):
        place = (question.flow_id, question.step.id)
        if place not in seen:
            seen.add(place)
            yield question


def _intent(
    pack: Pack,
    intent: PackIntent,
    asked: tuple[Question, ...],
    types: SlotTypes,
    prompts: Prompts,
) -> Intent:
    slots = tuple(_slots(asked, types, prompts))
    title = pack.flows[intent.flow].name if intent.flow else ""
    return Intent(
        name=lex_name(intent.name),
        description=intent.description,
        display_name=title if len(title) <= _LONGEST_DISPLAY_NAME else "",
        utterances=tuple(dict.fromkeys(intent.examples)),
        slots=slots,
        priorities=tuple(
            Priority(order=order, slot=slot.name) for order, slot in enumerate(slots, 1)
        ),
    )


def _slots(asked: Iterable[Question], types: SlotTypes, prompts: Prompts) -> Iterator[Slot]:
    """Steps that keep the same answer share a slot, unless they ask for different things."""
    made: dict[str, str] = {}
    for question in asked:
        step, kind = question.step, types.of(question)
        name = pascal(step.slot)
        if made.get(name, kind) != kind:
            name = pascal(f"{question.flow_id}_{step.id}")
        if name in made:
            continue
        made[name] = kind
        yield Slot(
            name=name,
            type=kind,
            is_required=question.is_certain,
            is_secret=step.secret,
            prompt=prompts.of_step(step),
        )


def _fallback() -> Intent:
    return Intent(
        name=FALLBACK,
        description="Nothing else matches: the code hook answers.",
        parent=FALLBACK_SIGNATURE,
    )


def _phrases(pack: Pack, types: Iterable[SlotType]) -> Iterator[str]:
    """Names first: speech recognition knows them least."""
    words = [value.value for each in types for value in each.values]
    words += [word for intent in pack.intents.values() for word in intent.keywords]
    return (word for word in words if _PHRASE.fullmatch(word))


def _refuse_twice(what: str, names: Iterable[str]) -> None:
    twice = sorted(name for name, times in Counter(names).items() if times > 1)
    if twice:
        raise InvalidInputError(f"two {what} would be called {', '.join(twice)} in Lex: rename one")
