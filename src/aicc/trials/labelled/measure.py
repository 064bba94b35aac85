"""How many labelled sentences go right, by kind, and which are taken for which."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from aicc.conversation.decision import Decision
from aicc.domain.json import Json
from aicc.trials.labelled.files import LabelledSentence
from aicc.trials.labelled.label import Label
from aicc.trials.labelled.outcome import Deed, Outcome

ALL = "all"
SHOWN = 3  # sentences of a confusion

Decide = Callable[[str], Decision]  # what the bot would do with a sentence, as the first of many


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedSentence:
    sentence: LabelledSentence
    deed: Deed

    @property
    def outcome(self) -> Outcome:
        return self.deed.beside(self.sentence.label)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    kind: str
    counts: Counter[Outcome]

    @property
    def total(self) -> int:
        return self.counts.total()

    def share(self, outcome: Outcome) -> float:
        return self.counts[outcome] / (self.total or 1)

    def to_json(self) -> dict[str, Json]:
        counts = {str(each): self.counts[each] for each in Outcome}
        return {"kind": self.kind, "sentences": self.total, **counts}


@dataclass(frozen=True, slots=True, kw_only=True)
class Confusion:
    """Sentences for which the bot did, or offered, something else than was wanted."""

    wanted: Label
    deed: str
    texts: tuple[str, ...]

    def to_json(self) -> dict[str, Json]:
        return {
            "wanted": str(self.wanted),
            "did": self.deed,
            "count": len(self.texts),
            "texts": list(self.texts),
        }


def rows(tried: Sequence[TriedSentence]) -> list[OutcomeRow]:
    """A row for each kind of label, and one for all of them."""
    by_kind: dict[str, Counter[Outcome]] = {}
    for each in tried:
        by_kind.setdefault(str(each.sentence.label.kind), Counter())[each.outcome] += 1
    found = [OutcomeRow(kind=kind, counts=counts) for kind, counts in sorted(by_kind.items())]
    total = Counter(each.outcome for each in tried)
    return [*found, OutcomeRow(kind=ALL, counts=total)]


def confusions(tried: Sequence[TriedSentence]) -> list[Confusion]:
    """What was done wrongly first, then what was not understood; most frequent first."""
    found: dict[tuple[Outcome, Label, str], list[str]] = {}
    for each in tried:
        if each.outcome in {Outcome.WRONG, Outcome.NOTHING}:
            key = each.outcome, each.sentence.label, str(each.deed)
            found.setdefault(key, []).append(each.sentence.text)
    ordered = sorted(
        found.items(),
        key=lambda item: (item[0][0] is Outcome.NOTHING, -len(item[1]), str(item[0][1:])),
    )
    return [
        Confusion(wanted=wanted, deed=deed, texts=tuple(texts))
        for (_, wanted, deed), texts in ordered
    ]
