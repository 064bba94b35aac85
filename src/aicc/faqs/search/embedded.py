"""The embedded FAQ index: letters and meaning first, then the likeness of the whole."""

from collections.abc import Sequence
from threading import Lock

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFound
from aicc.faqs.search.corpus import Corpus, corpus_of, in_lots
from aicc.faqs.search.port import FaqQuery
from aicc.faqs.search.synonyms import Synonyms
from aicc.faqs.search.wording import analysed, query_of


class EmbeddedFaqIndex:
    """In memory, one corpus per tenant; safe for threads. `synonyms` are lists of words."""

    def __init__(self, *, synonyms: Sequence[Sequence[str]] = ()) -> None:
        self._synonyms = Synonyms(synonyms)
        self._lock = Lock()
        self._corpora: dict[str, Corpus] = {}

    def put_many(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        for few in in_lots(entries):
            new = list(analysed(few))
            with self._lock:
                corpus = self._corpora.setdefault(tenant_id, Corpus())
                for each in new:
                    corpus.put(each)
        with self._lock:
            self._renew(tenant_id)

    def rebuild(self, tenant_id: str, entries: Sequence[FaqEntry], deadline: Deadline) -> None:
        fresh = corpus_of(entries)
        with self._lock:
            self._corpora[tenant_id] = fresh

    def remove(self, tenant_id: str, faq_id: str, deadline: Deadline) -> bool:
        with self._lock:
            corpus = self._corpora.get(tenant_id)
            was_there = corpus is not None and corpus.remove(faq_id)
            self._renew(tenant_id)
            return was_there

    def get(self, tenant_id: str, faq_id: str, deadline: Deadline) -> FaqEntry | None:
        with self._lock:
            corpus = self._corpora.get(tenant_id)
            return corpus.entries.get(faq_id) if corpus else None

    def search(self, tenant_id: str, asked: FaqQuery, deadline: Deadline) -> FaqFound:
        query = query_of(asked.said, self._synonyms)
        if query is None:
            return FaqFound()
        with self._lock:
            corpus = self._corpora.get(tenant_id)
            return FaqFound(hits=corpus.search(query, asked.only, asked.limit) if corpus else ())

    def _renew(self, tenant_id: str) -> None:
        corpus = self._corpora.get(tenant_id)
        if corpus is not None and corpus.is_worn_out:
            self._corpora[tenant_id] = corpus_of(corpus.entries.values())
