"""What a FAQ score means: how often the best hit is right, by its score, on the shipped packs.

Three of four questions have an answer (a wording that its entry does not hold meanwhile, or one
with two typing slips), one has none (the entry is away meanwhile, or the question is out of the
pack's scope).

Run: python -m bench.faq_confidence
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.faqs.report.measure import area
from aicc.faqs.search.embedded import EmbeddedFaqIndex
from aicc.faqs.search.port import FaqQuery
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS
from aicc.packs.pack import Pack
from aicc.wiring import shipped_packs
from bench.report import out
from tests.contracts.perturbed import CHANGES

EDGES = (0.0, 0.2, 0.4, 0.55, 0.65, 0.75, 0.85, 0.95)
SHORTEST = 6  # letters of a question that is mistyped
THRESHOLDS = (0.47, 0.55, 0.65, 0.9)
STEP_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    kind: str
    score: float
    is_right: bool


def main() -> None:
    answers = [answer for pack in shipped_packs() for answer in _asked(pack)]
    kinds = {kind: [each for each in answers if each.kind == kind] for kind in _KINDS}
    known = [*kinds["another wording"], *kinds["mistyped"]]
    strange = [*kinds["entry away"], *kinds["out of scope"]]
    for kind, of_kind in kinds.items():
        _show_kind(kind, of_kind)
    out.print("\nscore          right   questions with + without an answer")
    weight = len(known) / (3 * len(strange))
    for low, high in zip(EDGES, (*EDGES[1:], 1.01), strict=True):
        _show_bin(low, high, known, strange, weight)
    scores = [each.score for each in known]
    near, far = ([each.score for each in kinds[kind]] for kind in ("entry away", "out of scope"))
    wordings = [each.score for each in kinds["another wording"]]
    out.print(f"\nno-answer area: all {area(scores, [*near, *far]):.3f}")
    out.print(f"another wording / entry away {area(wordings, near):.3f}")
    out.print(f"another wording / out of scope {area(wordings, far):.3f}")


_KINDS = ("another wording", "mistyped", "entry away", "out of scope")


def _asked(pack: Pack) -> Iterator[Answer]:
    chance = random.Random(3)
    index = EmbeddedFaqIndex(synonyms=(*SYNONYMS, *pack.synonyms))
    index.rebuild(pack.id, pack.faqs, Deadline(STEP_S))
    for text in pack.out_of_scope:
        yield _answer(index, pack.id, "out of scope", text, None)
    for entry in pack.faqs:
        texts = (entry.question, *entry.variants)
        for text in texts:
            if len(text) >= SHORTEST:
                change = chance.choice(list(CHANGES.values()))
                twice = change(change(text, chance), chance)
                yield _answer(index, pack.id, "mistyped", twice, entry)
            if entry.variants:
                first, *others = (each for each in texts if each != text)
                without = replace(entry, question=first, variants=tuple(others))
                index.put_many(pack.id, [without], Deadline(STEP_S))
                yield _answer(index, pack.id, "another wording", text, entry)
        index.remove(pack.id, entry.id, Deadline(STEP_S))
        for text in texts:
            yield _answer(index, pack.id, "entry away", text, None)
        index.put_many(pack.id, [entry], Deadline(STEP_S))


def _answer(
    index: EmbeddedFaqIndex, tenant_id: str, kind: str, text: str, wanted: FaqEntry | None
) -> Answer:
    hits = index.search(tenant_id, FaqQuery(said=as_said(text), limit=1), Deadline(STEP_S)).hits
    score = hits[0].score if hits else 0.0
    is_right = wanted is not None and bool(hits) and hits[0].entry.id == wanted.id
    return Answer(kind=kind, score=score, is_right=is_right)


def _show_kind(kind: str, answers: list[Answer]) -> None:
    said = []
    for threshold in THRESHOLDS:
        above = [each for each in answers if each.score >= threshold]
        right = sum(each.is_right for each in above) / max(1, len(above))
        said.append(f"{threshold:g}: {len(above) / len(answers):4.0%} said, {right:4.0%} right")
    first = sum(each.is_right for each in answers) / len(answers)
    out.print(f"{kind:16} {len(answers):4}, first {first:4.0%}; {'; '.join(said)}", markup=False)


def _show_bin(
    low: float, high: float, known: list[Answer], strange: list[Answer], weight: float
) -> None:
    inside = [each for each in known if low <= each.score < high]
    outside = sum(low <= each.score < high for each in strange)
    total = len(inside) + weight * outside
    if total:
        right = sum(each.is_right for each in inside) / total
        line = f"{low:.2f} to {min(high, 1):.2f}  {right:6.1%}  {len(inside)} + {outside}"
        out.print(line, markup=False)


if __name__ == "__main__":
    main()
