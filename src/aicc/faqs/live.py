"""The FAQ index kept in step with what staff publish: entries, and what is not done here."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from threading import Lock

from aicc import logs
from aicc.content.live import LiveContent, held
from aicc.content.not_here import NOT_HERE_TOPICS
from aicc.content.overlay import Overlay
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import StoreError
from aicc.faqs.bodies import FAQS, FaqBook
from aicc.faqs.search.port import FaqIndex
from aicc.packs.pack import NotHereTopic, not_here_id

_MOST_SINGLE = 200  # more changes than these are quicker in one rebuild

log = logs.get("aicc.faqs")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Searched:
    """What an index holds."""

    entries: Overlay[FaqEntry]
    topics: Overlay[NotHereTopic]

    def get(self, entry_id: str) -> FaqEntry | None:
        return self.entries.get(entry_id) or self._of_topics().get(entry_id)

    def all(self) -> list[FaqEntry]:
        """An entry goes before a topic that has its id."""
        entries = self.entries.values()
        others = {each: entry for each, entry in self._of_topics().items() if each not in entries}
        return [*entries.values(), *others.values()]

    def changed_since(self, before: "_Searched") -> list[str] | None:
        """Ids; None where another layer was replaced than the uppermost one."""
        entries = self.entries.changed_since(before.entries)
        topics = self.topics.changed_since(before.topics)
        if entries is None or topics is None:
            return None
        return [*entries, *map(not_here_id, topics)]

    def _of_topics(self) -> dict[str, FaqEntry]:
        return {not_here_id(name): topic.entry for name, topic in self.topics.values().items()}


class LiveFaqs:
    """A tenant that has content of its own gets an index of its own; all others share the default
    tenant's. A draft is never in an index, nor is what was archived. Safe for threads."""

    def __init__(
        self,
        index: FaqIndex,
        store: ContentStore,
        entries: Sequence[FaqEntry],
        topics: Sequence[NotHereTopic] = (),
    ) -> None:
        """`entries` and `topics`, which are not done here, are the pack's."""
        self.index = index
        self.store = store
        self.not_here = LiveContent(store, NOT_HERE_TOPICS, {each.name: each for each in topics})
        self._entries = LiveContent(store, FAQS, {entry.id: entry for entry in entries})
        self._putting = Lock()
        self._indexed: dict[str, _Searched] = {}  # what each index of ours holds

    def start(self, deadline: Deadline) -> None:
        """Fill the shared index: with the pack alone while the store does not answer."""
        try:
            self.follow(DEFAULT_TENANT, deadline)
        except StoreError as error:
            log.warning("faq.content_away", error=str(error))
            self._put(DEFAULT_TENANT, deadline)

    def index_of(self, tenant_id: str) -> str:
        """Whose index answers the tenant."""
        return tenant_id if tenant_id in self._indexed else DEFAULT_TENANT

    def follow(self, tenant_id: str, deadline: Deadline) -> bool:
        """Take over what was published since; True when something was. Call it after a change."""
        self._entries.follow(tenant_id, deadline)
        self.not_here.follow(tenant_id, deadline)
        with held(self._putting, deadline):
            changed = [self._put(owner, deadline) for owner in self._owners(tenant_id)]
        return any(changed)

    def entries(self, tenant_id: str, deadline: Deadline) -> list[FaqEntry]:
        """What customers of the tenant are answered from, as it is now."""
        self.follow(tenant_id, deadline)
        return self._searched(tenant_id).all()

    def book(self, tenant_id: str, deadline: Deadline) -> FaqBook:
        """The tenant's entries as staff see and change them."""
        return self._entries.book(tenant_id, deadline)

    def _owners(self, tenant_id: str) -> Iterator[str]:
        yield DEFAULT_TENANT
        owned = (self._entries.owner(tenant_id), self.not_here.owner(tenant_id))
        if tenant_id != DEFAULT_TENANT and tenant_id in owned:
            yield tenant_id

    def _searched(self, tenant_id: str) -> _Searched:
        return _Searched(
            entries=self._entries.overlay(tenant_id), topics=self.not_here.overlay(tenant_id)
        )

    def _put(self, tenant_id: str, deadline: Deadline) -> bool:
        """Bring an index up to what was read: entry by entry where few of them differ. What the
        index refuses is tried again with the next look."""
        searched, before = self._searched(tenant_id), self._indexed.get(tenant_id)
        ids = None if before is None else searched.changed_since(before)
        if ids == []:
            return False
        if ids is None or len(ids) > _MOST_SINGLE:
            self.index.rebuild(tenant_id, searched.all(), deadline)
        else:
            self._put_some(tenant_id, searched, ids, deadline)
        self._indexed[tenant_id] = searched
        return True

    def _put_some(
        self, tenant_id: str, searched: _Searched, ids: Sequence[str], deadline: Deadline
    ) -> None:
        found = {each: searched.get(each) for each in ids}
        entries = [entry for entry in found.values() if entry]
        if entries:
            self.index.put_many(tenant_id, entries, deadline)
        for faq_id in (faq_id for faq_id, entry in found.items() if entry is None):
            self.index.remove(tenant_id, faq_id, deadline)
