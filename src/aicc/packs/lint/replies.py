"""Checking replies.yaml: keys that somebody says, and the values that their sentences may use."""

from collections.abc import Iterator

from aicc.domain.bot_sentence import DESK_REPLY, SentenceKey
from aicc.packs.catalog.sentences import sentences
from aicc.packs.lint.acts import named_in_targets
from aicc.packs.lint.finding import PlaceFinding, Plain, did_you_mean, error, nearest, warning
from aicc.packs.lint.texts import check_spoken, check_template, fields_of

FILE = "replies.yaml"
NEEDED = (SentenceKey.GREETING, SentenceKey.FALLBACK, SentenceKey.OFFER_PERSON, SentenceKey.HELP)
# The sentences of the catalogue that are an answer to something a customer says.
SOCIAL = frozenset(
    {
        SentenceKey.GREETING,
        SentenceKey.HELP,
        SentenceKey.THANKS,
        SentenceKey.GOODBYE,
        SentenceKey.NOTED,
        SentenceKey.NOTHING_MORE,
    }
)
# A refusal is handed the step's options, whether the catalogue's own words use them or not.
_OF_REFUSALS = {key: frozenset({"choices"}) for key in SentenceKey if key.startswith("refused")}


def check_replies(plain: Plain) -> Iterator[PlaceFinding]:
    replies = plain["replies"]["replies"]
    said = named_in_targets(plain, "reply")
    for key in NEEDED:
        if key not in replies:
            yield error(FILE, ("replies",), f"the engine needs a reply {key}")
    for key, reply in replies.items():
        yield from _check_key(key, said)
        yield from _check_sentence(key, reply, _values(key, plain["pack"]["locale"]))


def _check_key(key: str, said: set[str]) -> Iterator[PlaceFinding]:
    is_own = key in set(SentenceKey)
    if is_own and key in said and key not in SOCIAL:
        hint = "the bot says it at other times too: give the intent's reply another name"
        yield error(FILE, ("replies", key), f"reply {key} is named by an intent, and {hint}")
    if is_own or key in said or key.startswith(DESK_REPLY):
        return
    near = nearest(key, SentenceKey)
    hint = f"did you mean {near}?" if near else "no intent names it"
    yield warning(FILE, ("replies", key), f"reply {key} is never said: {hint}")


def _check_sentence(key: str, reply: Plain, values: frozenset[str]) -> Iterator[PlaceFinding]:
    for field in ("chat", "voice"):
        place = ("replies", key, field)
        yield from check_template(FILE, place, reply[field])
        for used in fields_of(reply[field]):
            if "." in used.name and key not in set(SentenceKey):
                continue  # a value of a system, which has a check of its own
            if used.name not in values:
                allowed = ", ".join(f"{{{name}}}" for name in sorted(values)) or "none"
                hint = did_you_mean(used.name, values)
                message = f"reply {key} has no value {{{used.name}}}, allowed: {allowed}{hint}"
                yield error(FILE, place, message)
    yield from check_spoken(FILE, ("replies", key), f"reply {key}", reply["chat"], reply["voice"])


def _values(key: str, locale: str) -> frozenset[str]:
    """What the engine has to say with a key: what the catalogue's own sentence uses."""
    own = sentences(locale).get(key) if key in set(SentenceKey) else None
    if own is None:
        return frozenset()
    used = frozenset(field.name for text in (own.chat, own.voice) for field in fields_of(text))
    return used | _OF_REFUSALS.get(SentenceKey(key), frozenset())
