"""What only looks like an intent: labels of their own in the model, folded into the intent's.

"Take my loss report back" is about a lost card and is no report. The model learns such sentences
as another label, so that they still speak for the topic and against doing it.
"""

from collections.abc import Iterable, Mapping, Sequence

from aicc.domain.meaning import IntentScore

_MARK = "#not"


def with_contrasts(
    examples: Mapping[str, Sequence[str]], contrasts: Mapping[str, Sequence[str]]
) -> dict[str, Sequence[str]]:
    """The examples by label, contrasts among them."""
    known = {f"{name}{_MARK}": texts for name, texts in contrasts.items() if texts}
    return {**examples, **known}


def folded(scores: Iterable[IntentScore]) -> tuple[IntentScore, ...]:
    """One score an intent, best first."""
    total: dict[str, float] = {}
    against: dict[str, float] = {}
    for score in scores:
        name = score.name.removesuffix(_MARK)
        total[name] = total.get(name, 0.0) + score.confidence
        if name != score.name:
            against[name] = score.confidence
    found = [
        IntentScore(name=name, confidence=sum_, contrast=against.get(name, 0.0) / (sum_ or 1.0))
        for name, sum_ in total.items()
    ]
    return tuple(sorted(found, key=lambda each: -each.confidence))
