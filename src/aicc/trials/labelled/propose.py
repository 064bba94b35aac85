"""Which thresholds would do better by labelled sentences, one after the other."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from aicc.domain.json import Json
from aicc.domain.meaning import Thresholds
from aicc.trials.labelled.measure import TriedSentence
from aicc.trials.labelled.outcome import Outcome

FEWEST = 100  # sentences; fewer say too little about a threshold
LEAST_GAIN = 0.02  # of the sentences' worth; less may be one lucky sentence
# What an outcome is worth: to do the wrong thing costs more than to ask
WORTH = {Outcome.RIGHT: 1.0, Outcome.NEAR: 0.5, Outcome.NOTHING: 0.0, Outcome.WRONG: -2.0}
_CHANCES = [number / 20 for number in range(5, 18)]  # 0.25 to 0.85
_MARGINS = (0.02, 0.05, 0.08, 0.12, 0.16, 0.2, 0.25, 0.3)
_FIELDS = {"intent": _CHANCES, "faq": _CHANCES, "margin": _MARGINS}

TryWith = Callable[[Thresholds], Sequence[TriedSentence]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One threshold moved, with those before it moved already; `changes` are in sentences."""

    field: str
    before: float
    after: float
    changes: Counter[Outcome]

    def to_json(self) -> dict[str, Json]:
        changes: dict[str, Json] = {str(each): self.changes[each] for each in Outcome}
        return {"field": self.field, "now": self.before, "proposed": self.after, **changes}


def propose(now: Thresholds, try_with: TryWith) -> tuple[Thresholds, list[Proposal]]:
    """The thresholds with all proposals, and each of them; none for too few sentences."""
    tried = try_with(now)
    if len(tried) < FEWEST:
        return now, []
    best, outcomes = now, _counted(tried)
    proposals = []
    for field, values in _FIELDS.items():
        found = max(
            ((_counted(try_with(given)), given) for given in _moved(best, field, values)),
            key=lambda pair: (_worth(pair[0]), -abs(_of(pair[1], field) - _of(best, field))),
        )
        if _worth(found[0]) - _worth(outcomes) < LEAST_GAIN * len(tried):
            continue
        changes = Counter({each: found[0][each] - outcomes[each] for each in Outcome})
        proposals.append(
            Proposal(
                field=field,
                before=_of(best, field),
                after=_of(found[1], field),
                changes=changes,
            )
        )
        outcomes, best = found
    return best, proposals


def _moved(given: Thresholds, field: str, values: Sequence[float]) -> Iterator[Thresholds]:
    for value in values:
        yield replace(given, **{field: value})


def _of(given: Thresholds, field: str) -> float:
    return {"intent": given.intent, "faq": given.faq, "margin": given.margin}[field]


def _counted(tried: Sequence[TriedSentence]) -> Counter[Outcome]:
    return Counter(each.outcome for each in tried)


def _worth(counts: Counter[Outcome]) -> float:
    return sum(WORTH[outcome] * count for outcome, count in counts.items())
