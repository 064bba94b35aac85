"""Why a question finds what it finds: hits with their signals, and what the bot would do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound, FaqHit
from aicc.domain.meaning import Thresholds
from aicc.domain.said import Said
from aicc.faqs.search.port import FaqIndex, FaqQuery
from aicc.faqs.search.wording import letters_of
from aicc.korean.text.fillers import point

SHOWN = 10


class Use(StrEnum):
    """What a turn that nothing else decides does with a hit."""

    ANSWER = "answer"
    OFFER = "offer"
    LEAVE = "leave"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExplainedHit:
    entry: FaqEntry
    score: float
    use: Use
    matched: str
    grams: tuple[str, ...]  # letters and pairs that both have, longest first
    signals: Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    query: str
    thresholds: Thresholds
    hits: tuple[ExplainedHit, ...]
    degraded: str = ""


def explain(
    index: FaqIndex,
    tenant_id: str,
    said: Said,
    deadline: Deadline,
    *,
    thresholds: Thresholds,
    limit: int = SHOWN,
) -> Explained:
    found: FaqFound = index.search(tenant_id, FaqQuery(said=said, limit=limit), deadline)
    asked = point(letters_of(said.plain))
    return Explained(
        query=said.raw,
        thresholds=thresholds,
        hits=tuple(_explained(hit, asked, thresholds) for hit in found.hits),
        degraded=found.degraded,
    )


def use_of(score: float, thresholds: Thresholds) -> Use:
    if score >= thresholds.faq:
        return Use.ANSWER
    return Use.OFFER if score >= thresholds.faq - thresholds.margin else Use.LEAVE


def _explained(hit: FaqHit, asked: str, thresholds: Thresholds) -> ExplainedHit:
    return ExplainedHit(
        entry=hit.entry,
        score=hit.score,
        use=use_of(hit.score, thresholds),
        matched=hit.matched,
        grams=tuple(_shared(asked, point(letters_of(hit.matched)))),
        signals=hit.signals,
    )


def _shared(one: str, other: str) -> Sequence[str]:
    """Pairs of letters that both have, and the letters that stand in none of those pairs."""
    theirs = set(map("".join, pairwise(other)))
    pairs = [pair for pair in dict.fromkeys(map("".join, pairwise(one))) if pair in theirs]
    told = set("".join(pairs))
    return [*pairs, *(each for each in dict.fromkeys(one) if each in other and each not in told)]
