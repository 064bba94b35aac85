"""Sample utterances: each said for one intent, naming only slots that are there."""

import re
from collections.abc import Iterator

from aicc.amazon.lex_bot.model import Intent, Locale
from aicc.domain.finding import RuleFinding
from aicc.korean.text.normalise import normalise

_NAMED = re.compile(r"\{([^{}]*)\}")
_LONE_BRACE = re.compile(r"[{}]")


def check_utterances(locale: Locale, folder: str) -> Iterator[RuleFinding]:
    said: dict[str, tuple[str, str]] = {}
    for intent in locale.intents:
        path = f"{folder}/Intents/{intent.name}/Intent.json"
        names = frozenset(slot.name for slot in intent.slots)
        for text in intent.utterances:
            yield from _slots_in(text, names, path)
            if _folded(text) in said:
                before, other = said[_folded(text)]
                where = "here" if other == intent.name else f"in {other}"
                message = f"{text!r} stands {where} already: keep it in one place"
                same = _spaced(before) == _spaced(text)
                yield RuleFinding(rule="duplicate", place=path, message=message, is_error=same)
            said.setdefault(_folded(text), (text, intent.name))
        yield from _of_slots(intent, names, folder)


def _of_slots(intent: Intent, names: frozenset[str], folder: str) -> Iterator[RuleFinding]:
    for slot in intent.slots:
        path = f"{folder}/Intents/{intent.name}/Slots/{slot.name}/Slot.json"
        for text in slot.utterances:
            yield from _slots_in(text, names, path)


def _slots_in(text: str, names: frozenset[str], path: str) -> Iterator[RuleFinding]:
    """`{Trip.City}` is a part of the composite slot Trip."""
    for name in _NAMED.findall(text):
        if name.partition(".")[0] not in names:
            message = f"{{{name}}} in {text!r} is no slot of this intent"
            yield RuleFinding(rule="reference", place=path, message=message)
    if _LONE_BRACE.search(_NAMED.sub("", text)):
        message = f"{text!r}: braces come in pairs around the name of a slot"
        yield RuleFinding(rule="reference", place=path, message=message)


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _folded(text: str) -> str:
    return _spaced(normalise(text).casefold())
