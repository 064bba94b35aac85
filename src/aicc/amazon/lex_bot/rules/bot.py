"""What must hold between the files of a locale: names that refer to each other, and what it has."""

from collections import Counter
from collections.abc import Iterator

from aicc.amazon.lex_bot.model import Bot, Intent, Locale, Slot
from aicc.amazon.lex_bot.names import (
    BUILT_IN,
    BUILT_IN_INTENTS,
    BUILT_IN_TYPES,
    LOCALE,
    MULTIPLE_VALUES_IN,
    ONLY_IN,
)
from aicc.amazon.lex_bot.rules.prompts import check_prompt
from aicc.amazon.lex_bot.rules.types import check_slot_type
from aicc.amazon.lex_bot.rules.utterances import check_utterances
from aicc.domain.finding import RuleFinding


def check_bot(bot: Bot) -> Iterator[RuleFinding]:
    for locale in bot.locales:
        folder = f"{bot.name}/BotLocales/{locale.id}"
        yield from _locale(locale, folder)
        yield from check_utterances(locale, folder)
        for intent in locale.intents:
            yield from _intent(intent, locale, f"{folder}/Intents/{intent.name}")
        for kind in locale.slot_types:
            yield from check_slot_type(kind, f"{folder}/SlotTypes/{kind.name}/SlotType.json")


def _locale(locale: Locale, folder: str) -> Iterator[RuleFinding]:
    path = f"{folder}/BotLocale.json"
    if not LOCALE.fullmatch(locale.id):
        right = _rightly_written(locale.id)
        message = f"{locale.id!r} is no locale of Lex: write {right}, in the folder's name too"
        yield RuleFinding(rule="locale", place=path, message=message)
    fallbacks = [intent.name for intent in locale.intents if intent.is_fallback]
    if len(fallbacks) != 1:
        found = f"{len(fallbacks)} intents have" if fallbacks else "no intent has"
        message = f"{found} the parent AMAZON.FallbackIntent: exactly one must"
        yield RuleFinding(rule="fallback", place=path, message=message)


def _rightly_written(locale_id: str) -> str:
    """Connect, Polly and Transcribe write ko-KR."""
    language, _, country = locale_id.replace("-", "_").partition("_")
    right = f"{language.lower()}_{country.upper()}"
    return right if LOCALE.fullmatch(right) else "it as ko_KR"


def _intent(intent: Intent, locale: Locale, folder: str) -> Iterator[RuleFinding]:
    path = f"{folder}/Intent.json"
    yield from _parent(intent, locale, path)
    yield from _priorities(intent, path)
    if not intent.utterances and not intent.parent:
        message = "no utterances: nothing that is said leads here"
        yield RuleFinding(rule="utterances", place=path, message=message, is_error=False)
    types = frozenset(kind.name for kind in locale.slot_types)
    for slot in intent.slots:
        yield from _slot(slot, locale, types, f"{folder}/Slots/{slot.name}/Slot.json")


def _parent(intent: Intent, locale: Locale, path: str) -> Iterator[RuleFinding]:
    if not intent.parent:
        return
    if intent.parent not in BUILT_IN_INTENTS:
        message = f"{intent.parent} is no built-in intent"
        yield RuleFinding(rule="parent", place=path, message=message)
    yield from _elsewhere(intent.parent, locale, path)


def _elsewhere(built_in: str, locale: Locale, path: str) -> Iterator[RuleFinding]:
    places = ONLY_IN.get(built_in)
    if places and locale.id not in places:
        message = f"{built_in} is not in {locale.id}, only in {', '.join(places)}: use another"
        yield RuleFinding(rule="built-in", place=path, message=message)


def _priorities(intent: Intent, path: str) -> Iterator[RuleFinding]:
    named = Counter(each.slot for each in intent.priorities)
    orders = Counter(each.order for each in intent.priorities)
    slots = {slot.name for slot in intent.slots}
    for name in sorted(named.keys() - slots):
        message = f"slotPriorities names {name!r}, which is no slot of this intent"
        yield RuleFinding(rule="reference", place=path, message=message)
    for name in sorted(name for name, times in named.items() if times > 1):
        yield RuleFinding(
            rule="priority", place=path, message=f"{name} stands in slotPriorities twice"
        )
    for order in sorted(order for order, times in orders.items() if times > 1):
        message = f"two slots have priority {order}: give each its own"
        yield RuleFinding(rule="priority", place=path, message=message)
    for slot in intent.slots:
        if slot.is_required and slot.name not in named:
            message = f"{slot.name} is required and has no place in slotPriorities: never asked for"
            yield RuleFinding(rule="priority", place=path, message=message, is_error=False)


def _slot(slot: Slot, locale: Locale, types: frozenset[str], path: str) -> Iterator[RuleFinding]:
    if slot.type.startswith(BUILT_IN):
        if slot.type not in BUILT_IN_TYPES and slot.type not in types:
            message = f"{slot.type} is no built-in slot type"
            yield RuleFinding(rule="built-in", place=path, message=message)
        yield from _elsewhere(slot.type, locale, path)
    elif slot.type and slot.type not in types:
        message = f"there is no slot type {slot.type!r} in SlotTypes"
        yield RuleFinding(rule="reference", place=path, message=message)
    elif not slot.type and not slot.is_composite:
        yield RuleFinding(rule="missing", place=path, message="add slotTypeName")
    if slot.is_multiple and locale.id not in MULTIPLE_VALUES_IN:
        message = f"several values in one slot are not in {locale.id}: allowMultipleValues false"
        yield RuleFinding(rule="multiple-values", place=path, message=message)
    if slot.prompt:
        yield from check_prompt(slot.prompt, path)
    elif slot.is_required:
        message = "a required slot needs a promptSpecification"
        yield RuleFinding(rule="prompt", place=path, message=message)
