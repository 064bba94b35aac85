"""A frequently asked question, how well it fits what was asked, and what a search found."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class FaqEntry:
    """`voice` is the answer for the ear; empty means that the chat answer is spoken."""

    id: str
    question: str
    answer: str
    category: str = ""
    variants: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    voice: str = ""
    priority: int = 1
    tags: tuple[str, ...] = ()


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
