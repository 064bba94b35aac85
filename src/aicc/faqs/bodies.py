"""An FAQ entry as the body of a content version: JSON without what is as by default."""

from dataclasses import MISSING, asdict, fields

from aicc.domain.content import ContentKind, Version
from aicc.domain.faq import FaqEntry
from aicc.domain.json import Json, JsonMap

KIND = ContentKind.FAQ


def body_of(entry: FaqEntry) -> JsonMap:
    """The same entry gives the same body, whoever made it."""
    plain = asdict(entry)
    return {
        each.name: _json(plain[each.name])
        for each in fields(FaqEntry)
        if each.name != "id"
        and (each.default is MISSING or getattr(entry, each.name) != each.default)
    }


def entry_in(version: Version) -> FaqEntry:
    return entry_from(version.id, version.body)


def entry_from(faq_id: str, body: JsonMap) -> FaqEntry:
    return FaqEntry.from_plain({**body, "id": faq_id})


def _json(value: object) -> Json:
    """Parts without their empty fields."""
    if isinstance(value, tuple | list):
        return [_json(each) for each in value]
    if isinstance(value, dict):
        return {name: _json(each) for name, each in value.items() if each}
    return value if isinstance(value, int) else str(value)
