"""FAQ search: a customer's question, the entries that answer it, and why."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry, FaqFilter, FaqFound
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError, NotFoundError
from aicc.faqs.search.choose import faq_index
from aicc.faqs.search.port import LONGEST_QUESTION, FaqIndex, FaqQuery
from aicc.ids import new_id
from aicc.korean.text.said import as_said
from aicc.korean.text.synonyms import SYNONYMS, expand
from aicc.packs.loader import load_pack
from aicc.packs.pack import Pack

SEARCH_S, CHANGE_S, REBUILD_S = 0.5, 10.0, 30.0


class FAQManager:
    """`FAQManager()` keeps its index in memory, with `elasticsearch_host` on that server; another
    index can be handed in. With a `pack`, a shipped name or a folder, it holds its entries.

    While the server is away or slow, what was added here answers from memory.
    """

    def __init__(
        self,
        *,
        elasticsearch_host: str | None = None,
        elasticsearch_api_key: str | None = None,
        index: FaqIndex | None = None,
        synonyms: Sequence[Sequence[str]] = SYNONYMS,
        pack: str | Pack | None = None,
    ) -> None:
        known = load_pack(pack) if isinstance(pack, str) else pack
        of_pack = known.synonyms if known else ()
        self._synonyms = tuple(tuple(words) for words in (*synonyms, *of_pack))
        self._index = index or faq_index(
            elasticsearch_host or "",
            elasticsearch_api_key or "",
            synonyms=self._synonyms,
            alone=True,
        )
        if known:
            self.rebuild(known.faqs)

    def add_faq(
        self,
        category: str,
        question: str,
        answer: str,
        keywords: Sequence[str] = (),
        priority: int = 1,
        *,
        variants: Sequence[str] = (),
        voice: str = "",
        faq_id: str = "",
        tenant_id: str = DEFAULT_TENANT,
    ) -> str:
        """Add an entry, or replace the one named by `faq_id`; found by the next search."""
        for name, text in (("question", question), ("answer", answer)):
            if not text.strip():
                raise InvalidInputError(f"{name}: it is empty")
        entry = FaqEntry(
            id=faq_id or new_id(),
            category=category,
            question=question.strip(),
            answer=answer.strip(),
            keywords=tuple(keywords),
            priority=priority,
            variants=tuple(variants),
            voice=voice,
        )
        self.add_entries([entry], tenant_id=tenant_id)
        return entry.id

    def add_entries(self, entries: Sequence[FaqEntry], *, tenant_id: str = DEFAULT_TENANT) -> None:
        self._index.put_many(tenant_id, entries, Deadline(CHANGE_S))

    def rebuild(
        self,
        entries: Sequence[FaqEntry],
        deadline: Deadline | None = None,
        *,
        tenant_id: str = DEFAULT_TENANT,
    ) -> None:
        """Exactly these entries from now on; searches meanwhile find the old ones."""
        self._index.rebuild(tenant_id, entries, deadline or Deadline(REBUILD_S))

    def remove_faq(self, faq_id: str, *, tenant_id: str = DEFAULT_TENANT) -> None:
        if not self._index.remove(tenant_id, faq_id, Deadline(CHANGE_S)):
            raise NotFoundError(f"no FAQ entry {faq_id!r}")

    def get_faq(self, faq_id: str, *, tenant_id: str = DEFAULT_TENANT) -> dict[str, Any]:
        entry = self._index.get(tenant_id, faq_id, Deadline(SEARCH_S))
        if entry is None:
            raise NotFoundError(f"no FAQ entry {faq_id!r}")
        return _entry_dict(entry)

    def search_faq(
        self,
        query: str,
        category: str | None = None,
        limit: int = 5,
        *,
        tags: Sequence[str] = (),
        channel: str = "",
        day: str = "",
        tenant_id: str = DEFAULT_TENANT,
    ) -> list[dict[str, Any]]:
        """Entries that fit, best first, each with its `score` from 0 to 1.

        Only those with the category and all the tags, on the channel, valid on the ISO `day`.
        """
        only = FaqFilter(category=category or "", tags=tuple(tags), channel=channel, day=_iso(day))
        found = self.search(query, Deadline(SEARCH_S), tenant_id=tenant_id, only=only, limit=limit)
        return [
            {**_entry_dict(hit.entry), "score": round(hit.score, 4), "matched": hit.matched}
            for hit in found.hits
        ]

    def search(
        self,
        query: str,
        deadline: Deadline,
        *,
        tenant_id: str = DEFAULT_TENANT,
        only: FaqFilter | None = None,
        limit: int = 5,
        private: bool = False,
    ) -> FaqFound:
        """The same typed, for the engine. What is `private` is sent to no server."""
        said = as_said(query.strip()[:LONGEST_QUESTION])
        if said.is_silent:
            return FaqFound()
        asked = FaqQuery(said=said, only=only, limit=limit, private=private)
        return self._index.search(tenant_id, asked, deadline)

    def find(
        self, faq_id: str, deadline: Deadline, *, tenant_id: str = DEFAULT_TENANT
    ) -> FaqEntry | None:
        """The entry itself, for the engine."""
        return self._index.get(tenant_id, faq_id, deadline)

    def expand_query(self, query: str) -> str:
        """The query with the synonyms of its words behind it."""
        return expand(query, self._synonyms)


def expand_query(query: str) -> str:
    """The query with the built-in synonyms of its words behind it."""
    return expand(query, SYNONYMS)


def _iso(day: str) -> str:
    if not day:
        return day
    try:
        return date.fromisoformat(day).isoformat()
    except ValueError:
        raise InvalidInputError(f"day: {day!r} is not a date such as 2026-01-31") from None


def _entry_dict(entry: FaqEntry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "category": entry.category,
        "question": entry.question,
        "variants": list(entry.variants),
        "answer": entry.answer,
        "voice": entry.voice,
        "keywords": list(entry.keywords),
        "priority": entry.priority,
        "tags": list(entry.tags),
    }
