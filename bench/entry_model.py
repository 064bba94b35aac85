"""What the model of entries adds to the search: a fifth of the wordings is asked of the rest.

    python -m bench.entry_model [PACK ...]

Prints how often the right entry stands first, and among three, by the search alone and with what
the model says, weighed as the bot weighs both.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from aicc.domain.faq import FaqEntry, FaqHit
from aicc.domain.said import Said
from aicc.faqs.search.corpus import corpus_of
from aicc.faqs.search.synonyms import Synonyms
from aicc.faqs.search.wording import query_of
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS
from aicc.packs.loader import load_pack, shipped_names
from aicc.understanding.entry_model import EntryModel
from aicc.understanding.training.entries import learn_entries

_FOLDS, _AMONG, _LOOKED_AT = 5, 3, 8
_WEIGHTS = Path(__file__).parents[1] / "src/aicc/conversation/weights.json"


def main(packs: Sequence[str]) -> None:
    print(
        f"{'pack':<10}{'wordings':>9}{'search first':>14}{'three':>7}{'both first':>12}{'three':>7}"
    )
    for name in packs:
        ranks = list(_ranks(name))
        alone, both = ([pair[which] for pair in ranks] for which in (0, 1))
        shares = (_share(each, most) for each in (alone, both) for most in (1, _AMONG))
        first, three, both_first, both_three = shares
        print(f"{name:<10}{len(ranks):>9}{first:>13}%{three:>6}%{both_first:>11}%{both_three:>6}%")


def _ranks(name: str) -> Iterator[tuple[int, int]]:
    """Of each wording's entry: by the search, and by both; past the last where it is not found."""
    pack = load_pack(name)
    alike = Synonyms((*SYNONYMS, *pack.synonyms))
    kept = [replace(each, variants=each.variants[1::_FOLDS]) for each in pack.faqs]
    learned_from = [
        _without(each, asked.variants) for each, asked in zip(pack.faqs, kept, strict=True)
    ]
    corpus, model = corpus_of(learned_from), learn_entries(learned_from)
    weights = json.loads(_WEIGHTS.read_text(encoding="utf-8"))["entry"]
    if model is None:
        return
    for entry in kept:
        for text in entry.variants:
            said = as_said(text)
            query = query_of(said, alike)
            hits = corpus.search(query, None, _LOOKED_AT) if query else ()
            yield _rank(hits, entry.id), _rank(_weighed(hits, said, model, weights), entry.id)


def _without(entry: FaqEntry, left_out: Sequence[str]) -> FaqEntry:
    return replace(entry, variants=tuple(set(entry.variants) - set(left_out)))


def _weighed(
    hits: Sequence[FaqHit], said: Said, model: EntryModel, weights: dict[str, float]
) -> list[FaqHit]:
    scores = model.read(said)

    def sum_of(hit: FaqHit) -> float:
        others = max((other.score for other in hits if other is not hit), default=0.0)
        learned = scores.of(hit.entry) or 0.0
        found = weights["score"] * hit.score + weights["gap"] * (hit.score - others)
        return found + weights["learned"] * learned

    return sorted(hits, key=sum_of, reverse=True)


def _rank(hits: Sequence[FaqHit], wanted: str) -> int:
    return next((at for at, hit in enumerate(hits) if hit.entry.id == wanted), _LOOKED_AT)


def _share(ranks: Sequence[int], most: int) -> str:
    return f"{100 * sum(rank < most for rank in ranks) / max(1, len(ranks)):.1f}"


if __name__ == "__main__":
    main(sys.argv[1:] or shipped_names())
