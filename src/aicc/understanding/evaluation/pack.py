"""How well a pack's intents can be told apart: cross-validation, and what to mend first."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from aicc.korean.answers.choices import similarity
from aicc.korean.text.normalise import normalise
from aicc.korean.text.said import as_said
from aicc.understanding.training.train import train

FOLDS = 5
NEARLY_THE_SAME = 0.9
FEW_EXAMPLES = 12
WEAK_RECALL = 0.7
SHOWN = 10
SAMPLES = 3

Examples = Mapping[str, Sequence[str]]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    text: str
    meant: str
    guessed: str


def evaluate_pack(
    examples: Examples,
    out_of_scope: Sequence[str] = (),
    *,
    folds: int = FOLDS,
    progress: Progress | None = None,
) -> dict[str, Any]:
    """Each example is judged by a model that has not seen it; the same pack, the same figures."""
    guesses: list[Guess] = []
    for fold in range(folds):
        guesses += _judged(examples, out_of_scope, fold, folds)
        if progress:
            progress(fold + 1, folds)
    by_intent = {name: _figures(name, guesses) for name in examples}
    right = sum(guess.meant == guess.guessed for guess in guesses)
    confusions = _confusions(guesses)
    overlaps = list(_overlaps(examples))
    return {
        "accuracy": right / len(guesses) if guesses else 0.0,
        "macro_f1": sum(each["f1"] for each in by_intent.values()) / len(by_intent),
        "examples": len(guesses),
        "by_intent": by_intent,
        "confusions": confusions,
        "overlaps": overlaps,
        "suggestions": list(_suggestions(examples, by_intent, confusions, overlaps)),
        "matrix": _matrix(list(examples), guesses),
    }


def _judged(
    examples: Examples, out_of_scope: Sequence[str], fold: int, folds: int
) -> Iterator[Guess]:
    """Every `folds`-th example is held back; an intent with one example keeps it."""
    kept, held = dict[str, list[str]](), list[tuple[str, str]]()
    for name, texts in examples.items():
        mine = [text for at, text in enumerate(texts) if at % folds == fold and len(texts) > 1]
        held += [(name, text) for text in mine]
        kept[name] = [text for text in texts if text not in mine]
    if not held:
        return
    model = train({name: texts for name, texts in kept.items() if texts}, out_of_scope=out_of_scope)
    for name, text in held:
        yield Guess(text=text, meant=name, guessed=model.predict(as_said(text)).top[0].name)


def _figures(name: str, guesses: Sequence[Guess]) -> dict[str, float]:
    meant = sum(guess.meant == name for guess in guesses)
    guessed = sum(guess.guessed == name for guess in guesses)
    right = sum(guess.meant == guess.guessed == name for guess in guesses)
    precision, recall = right / guessed if guessed else 0.0, right / meant if meant else 0.0
    both = precision + recall
    f1 = 2 * precision * recall / both if both else 0.0
    return {"examples": meant, "precision": precision, "recall": recall, "f1": f1}


def _confusions(guesses: Sequence[Guess]) -> list[dict[str, Any]]:
    wrong = [guess for guess in guesses if guess.meant != guess.guessed]
    counts = Counter((guess.meant, guess.guessed) for guess in wrong)
    return [
        {
            "meant": meant,
            "guessed": guessed,
            "count": count,
            "texts": [g.text for g in wrong if (g.meant, g.guessed) == (meant, guessed)][:SAMPLES],
        }
        for (meant, guessed), count in counts.most_common(SHOWN)
    ]


def _overlaps(examples: Examples) -> Iterator[dict[str, Any]]:
    """Examples of two intents that are nearly the same sentence."""
    texts = [(name, text, normalise(text)) for name, own in examples.items() for text in own]
    for (one, text, plain), (other, text2, plain2) in combinations(texts, 2):
        if one == other or abs(len(plain) - len(plain2)) > len(plain) // 4:
            continue
        if not set(plain) & set(plain2):
            continue
        alike = similarity(plain, plain2)
        if alike >= NEARLY_THE_SAME:
            yield {"intents": [one, other], "texts": [text, text2], "similarity": round(alike, 3)}


def _suggestions(
    examples: Examples,
    by_intent: Mapping[str, Mapping[str, float]],
    confusions: Sequence[Mapping[str, Any]],
    overlaps: Sequence[Mapping[str, Any]],
) -> Iterator[str]:
    for name, texts in examples.items():
        if len(texts) < FEW_EXAMPLES:
            yield f"{name}: write {FEW_EXAMPLES - len(texts)} more examples (it has {len(texts)})"
    for name, figures in sorted(by_intent.items(), key=lambda item: item[1]["recall"]):
        if figures["examples"] and figures["recall"] < WEAK_RECALL:
            yield f"{name}: only {figures['recall']:.0%} found: add examples in other words"
    for overlap in overlaps:
        one, other = overlap["intents"]
        yield f"{one} and {other} share nearly the same example: keep it in one of them"
    for pair in confusions[:SAMPLES]:
        if pair["count"] > 1:
            yield (
                f"{pair['meant']} is taken for {pair['guessed']} {pair['count']} times: "
                "make their examples differ, or join the two"
            )


def _matrix(names: Sequence[str], guesses: Sequence[Guess]) -> list[list[int]]:
    """Rows are what was meant, columns what was guessed, in the order of the pack."""
    counts = Counter((guess.meant, guess.guessed) for guess in guesses)
    return [[counts[meant, guessed] for guessed in names] for meant in names]
