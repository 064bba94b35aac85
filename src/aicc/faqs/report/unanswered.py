"""Questions that nothing answered, those of one sort together, and what staff make of them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np

from aicc.deadline import Deadline
from aicc.domain.content import Signature
from aicc.domain.faq import FaqEntry
from aicc.domain.feedback import Unanswered
from aicc.errors import NotFoundError
from aicc.faqs.bodies import FAQS, FaqBook
from aicc.faqs.report.near import groups
from aicc.faqs.sheets.rows import id_for
from aicc.korean.text.embedding import load
from aicc.stores.feedback.port import FeedbackStore

LETTERS_FROM = 0.75  # so alike, letter by letter
MEANING_FROM = 0.75  # or so near in meaning: the cosine of the frozen embedding
_MOST_BY_MEANING = 2000  # clusters compared each with each


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """`texts` most asked first; `id` stays while the most asked one does."""

    id: str
    texts: tuple[str, ...]
    count: int
    last_at: str


def clusters(asked: Sequence[Unanswered]) -> list[Cluster]:
    """Most asked first. The same questions give the same clusters."""
    ordered = sorted(asked, key=lambda each: (-each.count, each.text))
    by_letters = groups([each.text for each in ordered], LETTERS_FROM)
    found = [[ordered[place] for place in places] for places in _joined(ordered, by_letters)]
    made = [_cluster(sorted(each, key=lambda one: (-one.count, one.text))) for each in found]
    return sorted(made, key=lambda each: (-each.count, each.texts))


class UnansweredQuestions:
    """One tenant's unanswered questions, for staff."""

    def __init__(self, feedback: FeedbackStore, tenant_id: str, book: FaqBook) -> None:
        self._feedback = feedback
        self._tenant_id = tenant_id
        self._book = book

    def all(self, deadline: Deadline) -> list[Cluster]:
        return clusters(self._feedback.unanswered(self._tenant_id, deadline))

    def get(self, cluster_id: str, deadline: Deadline) -> Cluster:
        found = next((each for each in self.all(deadline) if each.id == cluster_id), None)
        if found is None:
            raise NotFoundError(f"no unanswered questions {cluster_id!r}")
        return found

    def draft(
        self, cluster: Cluster, answer: str, category: str, signed: Signature, deadline: Deadline
    ) -> str:
        """A new entry that all of them ask; its id."""
        question, *variants = cluster.texts
        entry = FaqEntry(
            id=id_for(question),
            category=category,
            question=question,
            variants=tuple(variants),
            answer=answer,
        )
        self._book.write([FAQS.edit(entry.id, entry, expected=0)], signed, deadline)
        self.dismiss(cluster, deadline)
        return entry.id

    def add_to(self, cluster: Cluster, faq_id: str, signed: Signature, deadline: Deadline) -> None:
        """A draft of the entry with the questions as variants."""
        kept = self._book.get(faq_id, deadline)
        variants = dict.fromkeys((*kept.value.variants, *cluster.texts))
        entry = replace(kept.value, variants=tuple(variants))
        edit = FAQS.edit(entry.id, entry, expected=kept.number)
        self._book.write([edit], signed, deadline)
        self.dismiss(cluster, deadline)

    def dismiss(self, cluster: Cluster, deadline: Deadline) -> None:
        self._feedback.forget_unanswered(self._tenant_id, cluster.texts, deadline)


def _joined(asked: Sequence[Unanswered], places: list[list[int]]) -> list[list[int]]:
    """Clusters whose most asked questions mean the same are one; the first one takes the others."""
    if not 1 < len(places) <= _MOST_BY_MEANING:
        return places
    embedding = load()
    vectors = np.stack([embedding.sentence(asked[each[0]].text) for each in places])
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    units = vectors / np.where(lengths > 0, lengths, 1)
    likeness = units @ units.T
    taken, found = set[int](), []
    for at, each in enumerate(places):
        if at in taken:
            continue
        near = np.flatnonzero(likeness[at] >= MEANING_FROM).tolist()
        joins = [other for other in near if other > at and other not in taken]
        taken.update(joins)
        found.append([*each, *(place for other in joins for place in places[other])])
    return found


def _cluster(asked: Sequence[Unanswered]) -> Cluster:
    digest = blake2b(asked[0].text.encode(), digest_size=6).hexdigest()
    return Cluster(
        id=f"u-{digest}",
        texts=tuple(each.text for each in asked),
        count=sum(each.count for each in asked),
        last_at=max(each.last_at for each in asked).isoformat(timespec="seconds"),
    )
