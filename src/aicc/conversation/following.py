"""A short question read with the entry that was spoken of: that one again, or a neighbour of it.

"And how much a day?" asks for a side of a matter. Each entry that was found, alone, with the
words of before or among the neighbours, has a share of what speaks for all of them together.
"""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TypeAlias

from aicc.conversation.reading import Reading, SpokenOf
from aicc.domain.faq import NOT_HERE, FaqEntry, FaqHit
from aicc.korean.text.sides import asked_sides, told_sides
from aicc.korean.text.subject import subject_of

Chances: TypeAlias = Mapping[str, float]

# Fitted to the questions of tests/conversation/followups/tuned.yaml, one choice among entries each
_WEIGHTS = {
    "alone": 2.76,
    "with_before": 3.86,
    "inside": 2.61,
    "whole": 1.43,
    "same": 1.32,
    "near": 0.91,
    "says": 1.49,
    "lacks": -1.68,
    "named": 1.06,
    "told": 1.41,
}
# A share of 0.4 is as good as the chance of an entry at the usual threshold: right more often
# than not, as the others divide the rest
_BENT = 0.65


@dataclass(frozen=True, slots=True, kw_only=True)
class Following:
    """`is_near` where the entry is about the same as what was spoken of."""

    hit: FaqHit
    chance: float
    is_near: bool
    features: Mapping[str, float]


def followings(
    reading: Reading, alone: Chances, with_before: Chances, hits: Mapping[str, FaqHit]
) -> Iterator[Following]:
    """`alone` and `with_before` are chances of entries by the sentence alone and completed, `hits`
    what found them."""
    before = reading.spoken_of
    if before is None:
        return
    among = {hit.entry.id: hit for hit in before.among.hits() if NOT_HERE not in hit.entry.tags}
    found = {**among, **hits}
    found.setdefault(before.entry.id, FaqHit(entry=before.entry, score=0.0, matched=""))
    weighed = [(hit, _features(before, hit, among, alone, with_before)) for hit in found.values()]
    sums = [sum(_WEIGHTS[name] * value for name, value in each.items()) for _, each in weighed]
    total = sum(map(math.exp, sums))
    for (hit, features), each in zip(weighed, sums, strict=True):
        share = math.exp(each) / total
        yield Following(
            hit=hit,
            chance=share**_BENT,
            is_near=bool(features["near"]),
            features={**features, "share": share},
        )


def _features(
    before: SpokenOf,
    hit: FaqHit,
    among: Mapping[str, FaqHit],
    alone: Chances,
    with_before: Chances,
) -> dict[str, float]:
    entry = hit.entry
    inside = among.get(entry.id)
    asked = asked_sides(before.bare.plain)
    told = asked & told_sides(entry.answer)
    noun = subject_of(before.bare).replace(" ", "")
    return {
        "alone": alone.get(entry.id, 0.0),
        "with_before": with_before.get(entry.id, 0.0),
        "inside": inside.score if inside else 0.0,
        "whole": (inside or hit).signals.get("whole", 0.0),
        "same": float(before.entry.id == entry.id),
        "near": float(_is_near(before, entry)),
        "says": len(told) / len(asked) if asked else 0.0,
        "lacks": float(bool(asked) and not told),
        "named": float(
            _names(noun, entry.question, *entry.variants, *entry.keywords, entry.answer)
        ),
        "told": float(_names(noun, entry.answer)),
    }


def _names(noun: str, *texts: str) -> bool:
    return bool(noun) and any(noun in text.replace(" ", "") for text in texts)


def _is_near(before: SpokenOf, entry: FaqEntry) -> bool:
    last = before.entry
    is_of_topic = before.intent in entry.tags or bool(set(entry.tags) & set(last.tags))
    return is_of_topic or bool(last.category and entry.category == last.category)
