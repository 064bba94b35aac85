"""An FAQ entry as the body of a content version: JSON without what is as by default."""

from dataclasses import MISSING, asdict, fields
from typing import TypeAlias

from aicc.content.book import BookItem, ContentBook
from aicc.content.codec import Codec
from aicc.domain.content import ContentKind
from aicc.domain.faq import FaqEntry
from aicc.domain.json import Json, JsonMap
from aicc.errors import InvalidInputError


def body_of(entry: FaqEntry) -> JsonMap:
    """The same entry gives the same body, whoever made it."""
    plain = asdict(entry)
    return {
        each.name: _json(plain[each.name])
        for each in fields(FaqEntry)
        if each.name != "id"
        and (each.default is MISSING or getattr(entry, each.name) != each.default)
    }


def entry_from(faq_id: str, body: JsonMap) -> FaqEntry:
    """`InvalidInputError` for the body of another release that cannot be read."""
    try:
        return FaqEntry.from_plain({**body, "id": faq_id})
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidInputError(f"FAQ entry {faq_id}: {error!r}") from error


def _json(value: object) -> Json:
    """Parts without their empty fields."""
    if isinstance(value, tuple | list):
        return [_json(each) for each in value]
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items() if each}
    return value if isinstance(value, int) else str(value)


FAQS = Codec(kind=ContentKind.FAQ, name="FAQ entry", read=entry_from, body=body_of)
FaqBook: TypeAlias = ContentBook[FaqEntry]
FaqItem: TypeAlias = BookItem[FaqEntry]
