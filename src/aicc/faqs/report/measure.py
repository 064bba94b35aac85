"""How well and how fast questions find their entries: for `aicc eval faq` and the bench."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.errors import InvalidInputError
from aicc.faqs.report.questions import Question
from aicc.faqs.search.port import FaqIndex, FaqQuery
from aicc.korean.text.said import as_said

TENANT = "eval"
DEPTH = 10  # entries that are looked at; the mean reciprocal rank ends there
_BUILD_S, _SEARCH_S = 600.0, 10.0

Seconds = Callable[[], float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    rank: int  # of the first entry with the right label, from 1; 0 for none
    score: float  # of the best entry
    took_s: float


def measure(
    index: FaqIndex,
    rows: Sequence[Question],
    queries: Sequence[Question],
    near_misses: Sequence[Question] = (),
    *,
    seconds: Seconds,
    progress: Progress = lambda done, of: None,
) -> dict[str, float | int | None]:
    """Every row is an entry with one question and its label for an answer; a hit has the query's
    label. Nothing is learned from the labels. `seconds` is the clock that counts."""
    if not all(row.label for row in (*rows, *queries)):
        raise InvalidInputError("every entry and every query needs a label")
    entries = [
        FaqEntry(id=str(number), question=row.text, answer=row.label)
        for number, row in enumerate(rows)
    ]
    began = seconds()
    index.rebuild(TENANT, entries, Deadline(_BUILD_S))
    build_s = seconds() - began
    _ask(index, queries[0], seconds)  # what the first search loads is no search's time
    asked = []
    for number, query in enumerate((*queries, *near_misses)):
        asked.append(_ask(index, query, seconds))
        progress(number + 1, len(queries) + len(near_misses))
    known, strange = asked[: len(queries)], asked[len(queries) :]
    taken = [1000 * each.took_s for each in known]
    return {
        "entries": len(rows),
        "queries": len(queries),
        "recall_at_1": _share(known, 1),
        "recall_at_5": _share(known, 5),
        "mrr": float(np.mean([1 / each.rank if each.rank else 0.0 for each in known])),
        "p50_ms": float(np.percentile(taken, 50)),
        "p99_ms": float(np.percentile(taken, 99)),
        "build_s": build_s,
        "no_answer_auc": area([each.score for each in known], [each.score for each in strange]),
    }


def area(known: Sequence[float], strange: Sequence[float]) -> float | None:
    """How often a question that has an answer scores above one that has none; ties are halves."""
    if not known or not strange:
        return None
    strange_sorted = np.sort(strange)
    below = np.searchsorted(strange_sorted, known, side="left")
    not_above = np.searchsorted(strange_sorted, known, side="right")
    return float((below + not_above).mean() / (2 * len(strange)))


def _ask(index: FaqIndex, query: Question, seconds: Seconds) -> _Asked:
    began = seconds()
    asked = FaqQuery(said=as_said(query.text), limit=DEPTH)
    hits = index.search(TENANT, asked, Deadline(_SEARCH_S)).hits
    took_s = seconds() - began
    rank = next((at for at, hit in enumerate(hits, 1) if hit.entry.answer == query.label), 0)
    return _Asked(rank=rank, score=hits[0].score if hits else 0.0, took_s=took_s)


def _share(asked: Sequence[_Asked], among: int) -> float:
    return sum(1 <= each.rank <= among for each in asked) / len(asked)
