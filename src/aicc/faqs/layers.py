"""Which entries a tenant has: the pack's, over them what staff keep for all, then its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from aicc import logs
from aicc.domain.content import Item, Version
from aicc.domain.faq import FaqEntry
from aicc.faqs.bodies import entry_in

log = logs.get("aicc.faqs")

# By id: the published entry, or None where an archived one hides what lies below.
Layer = Mapping[str, FaqEntry | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Layers:
    """The lowest first."""

    layers: Sequence[Layer]

    def entry(self, faq_id: str) -> FaqEntry | None:
        for layer in reversed(self.layers):
            if faq_id in layer:
                return layer[faq_id]
        return None

    def entries(self) -> list[FaqEntry]:
        """In the order of the pack, then of what was added."""
        merged: dict[str, FaqEntry | None] = {}
        for layer in self.layers:
            merged.update(layer)
        return [entry for entry in merged.values() if entry]


def layer_of(entries: Iterable[FaqEntry]) -> Layer:
    return {entry.id: entry for entry in entries}


def with_items(layer: Layer, items: Iterable[Item]) -> Layer:
    """The layer after these items; itself where they change nothing."""
    after = dict(layer)
    for item in items:
        if item.published:
            entry = _readable(item.published)
            if entry:
                after[entry.id] = entry
        elif item.settled:  # archived; else there is only a draft so far
            after[item.latest.id] = None
    return layer if after == layer else after


def differing(one: Layer, other: Layer) -> list[str]:
    """An id that one of them does not have, or has otherwise; hidden is not absent."""
    absent = object()
    return [
        faq_id
        for faq_id in {**one, **other}
        if one.get(faq_id, absent) != other.get(faq_id, absent)
    ]


def _readable(version: Version) -> FaqEntry | None:
    """None, and a line in the log, for one that this release cannot read."""
    try:
        return entry_in(version)
    except (KeyError, TypeError, ValueError) as error:
        log.error("faq.unreadable", faq_id=version.id, number=version.number, error=str(error))  # noqa: TRY400 - one line a version
        return None
