"""A frequently asked question, how well it fits what was asked, and what a search found."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import StrEnum
from typing import Any, Self

NOT_HERE = "not_here"  # the tag of what the company does not do here


class PartKind(StrEnum):
    TEXT = "text"
    LIST = "list"
    LINK = "link"
    IMAGE = "image"
    BUTTONS = "buttons"
    CARDS = "cards"  # what a scenario offers; not for entries
    SUMMARY = "summary"  # what a scenario found or is about to do; not for entries


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One of several things to choose from: pressed, it says its title."""

    title: str
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryRow:
    """A line of a summary: what it is, and how much, where or when."""

    label: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerPart:
    """What a screen shows beside the answer: `items` of a list or buttons, `url` of a link, `rows`
    of a summary."""

    kind: PartKind
    text: str = ""
    url: str = ""
    items: tuple[str, ...] = ()
    cards: tuple[Card, ...] = ()
    rows: tuple[SummaryRow, ...] = ()

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            rows=tuple(SummaryRow(**each) for each in data.get("rows", ())),
            cards=tuple(Card(**each) for each in data.get("cards", ())),
            kind=PartKind(data["kind"]),
            text=data.get("text", ""),
            url=data.get("url", ""),
            items=tuple(data.get("items", ())),
        )

    def to_plain(self) -> dict[str, Any]:
        """Without what is empty."""
        plain = {"kind": str(self.kind), "text": self.text, "url": self.url}
        filled: dict[str, Any] = {name: each for name, each in plain.items() if each}
        if self.items:
            filled["items"] = list(self.items)
        if self.cards:
            filled["cards"] = [{"title": card.title, "text": card.text} for card in self.cards]
        if self.rows:
            filled["rows"] = [{"label": row.label, "value": row.value} for row in self.rows]
        return filled


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """`voice` is the answer for the ear; empty means that the chat answer is spoken. `otherwise` is
    said where the answer has values of a system that is away.

    Days are ISO dates, both included, empty for no limit; no `channels` means all of them.
    """

    id: str
    question: str
    answer: str
    category: str = ""
    variants: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    voice: str = ""
    otherwise: str = ""
    priority: int = 1
    tags: tuple[str, ...] = ()
    valid_from: str = ""
    valid_until: str = ""
    channels: tuple[str, ...] = ()
    parts: tuple[AnswerPart, ...] = ()

    @classmethod
    def from_plain(cls, data: Mapping[str, Any]) -> Self:
        """Missing fields take their default; unknown ones, of another release, are left out."""
        known = {each.name: data[each.name] for each in fields(cls) if each.name in data}
        lists = {name: tuple(value) for name, value in known.items() if isinstance(value, list)}
        parts = tuple(AnswerPart.from_plain(part) for part in data.get("parts", ()))
        return cls(**{**known, **lists, "parts": parts})


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqFilter:
    """Which entries a search may find; what is empty does not narrow it. `day` is an ISO date."""

    category: str = ""
    tags: tuple[str, ...] = ()
    channel: str = ""
    day: str = ""

    def takes(self, entry: FaqEntry) -> bool:
        return (
            (not self.category or entry.category == self.category)
            and set(self.tags) <= set(entry.tags)
            and (not self.channel or not entry.channels or self.channel in entry.channels)
            and (not self.day or entry.valid_from <= self.day)
            and (not self.day or not entry.valid_until or self.day <= entry.valid_until)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqHit:
    """`score` from 0 to 1; `signals` are the parts it was made from."""

    entry: FaqEntry
    score: float
    matched: str  # the question or variant that fitted best
    signals: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqFound:
    """Best first; `degraded` says why another index than the one that was set up answered."""

    hits: tuple[FaqHit, ...] = ()
    degraded: str = ""
