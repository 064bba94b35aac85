"""Checking answers and replies that name values of a company's systems."""

from collections.abc import Iterator

from aicc.domain.action import BackendAction
from aicc.domain.bot_sentence import SentenceKey
from aicc.domain.filled_text import GIVEN, SystemField, system_fields
from aicc.packs.files import Path_
from aicc.packs.lint.finding import Actions, PlaceFinding, Plain, did_you_mean, error
from aicc.packs.lint.texts import check_template

FAQS, REPLIES = "faqs.yaml", "replies.yaml"
Text = tuple[
    str, Path_, str, Plain, tuple[str, ...]
]  # file, place, name, and the fields that are said


def actions_in_texts(plain: Plain) -> set[str]:
    """Every action that an answer or a reply may ask."""
    return {
        field.action
        for _, _, _, written, said in _texts(plain)
        for name in said
        for field in system_fields(written[name])
    }


def check_values(plain: Plain, actions: Actions) -> Iterator[PlaceFinding]:
    for file, place, what, written, said in _texts(plain):
        used = [(name, each) for name in said for each in system_fields(written[name])]
        for name, field in used:
            where = (*place, name)
            wrong = _wrong(field, actions)
            if wrong:
                yield error(file, where, f"{what}: {wrong}")
            yield from check_template(file, where, field.written)
        if used and not written["otherwise"]:
            message = f"{what}: say under otherwise what is said when the system does not answer"
            yield error(file, place, message)
        if written["otherwise"] and not used:
            message = f"{what}: otherwise has no effect: no value of a system is said"
            yield error(file, (*place, "otherwise"), message)
        for field in system_fields(written["otherwise"]):
            message = f"{what}: {field.written} cannot stand in otherwise: the system is away then"
            yield error(file, (*place, "otherwise"), message)


def _texts(plain: Plain) -> Iterator[Text]:
    for at, faq in enumerate(plain["faqs"]["faqs"]):
        yield FAQS, ("faqs", at), f"entry {faq['id']}", faq, ("answer", "voice")
    for key, reply in plain["replies"]["replies"].items():
        if key not in set(SentenceKey):  # the engine's own sentences have values of their own
            yield REPLIES, ("replies", key), f"reply {key}", reply, ("chat", "voice")


def _wrong(field: SystemField, actions: Actions) -> str:
    about = actions.get(field.action)
    if about is None:
        hint = did_you_mean(field.action, actions)
        return f"nothing gives {field.written}: there is no action {field.action}{hint}"
    return _wrong_of(field, about)


def _wrong_of(field: SystemField, about: BackendAction) -> str:
    values = frozenset[str]().union(*about.outcomes.values())
    if field.value not in values:
        hint = did_you_mean(field.value, values)
        return f"nothing gives {field.written}: {field.action} has no value {field.value}{hint}"
    if field.value in about.lists:
        return f"{field.written} is a list, which only a scenario can offer"
    missing = ", ".join(sorted(about.arguments - GIVEN))
    if missing:
        return f"{field.action} cannot be asked by an answer: it must be told {missing}"
    if about.cannot_be_undone:
        return f"{field.action} cannot be asked by an answer: what it does cannot be undone"
    return ""
