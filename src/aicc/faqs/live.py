"""The FAQ index kept in step with what staff publish."""

import time
from collections.abc import Callable, Sequence

from aicc import logs
from aicc.content.live import LiveContent
from aicc.content.overlay import Overlay
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import StoreError
from aicc.faqs.bodies import FAQS, FaqBook
from aicc.faqs.search.port import FaqIndex

_MOST_SINGLE = 200  # more changes than these are quicker in one rebuild

log = logs.get("aicc.faqs")


class LiveFaqs:
    """A tenant that has content of its own gets an index of its own; all others share the default
    tenant's. A draft is never in an index, nor is what was archived. Safe for threads."""

    def __init__(
        self,
        index: FaqIndex,
        store: ContentStore,
        pack: Sequence[FaqEntry],
        *,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.index = index
        self.store = store
        entries = {entry.id: entry for entry in pack}
        self._live = LiveContent(store, FAQS, entries, taken=self._put, monotonic=monotonic)
        self._indexed: dict[str, Overlay[FaqEntry]] = {}  # what each index of ours holds

    def start(self, deadline: Deadline) -> None:
        """Fill the shared index: with the pack alone while the store does not answer."""
        try:
            self.follow(DEFAULT_TENANT, deadline)
        except StoreError as error:
            log.warning("faq.content_away", error=str(error))
            self._put(DEFAULT_TENANT, self._live.overlay(DEFAULT_TENANT), deadline)

    def index_of(self, tenant_id: str, deadline: Deadline) -> str:
        """Whose index answers the tenant. Now and then it looks for changes, beside the turn."""
        self._live.look(tenant_id, deadline)
        return tenant_id if tenant_id in self._indexed else DEFAULT_TENANT

    def follow(self, tenant_id: str, deadline: Deadline) -> bool:
        """Take over what was published since; True when something was. Call it after a change."""
        return self._live.follow(tenant_id, deadline)

    def entries(self, tenant_id: str, deadline: Deadline) -> list[FaqEntry]:
        """What customers of the tenant are answered from, as it is now."""
        self.follow(tenant_id, deadline)
        return list(self._live.overlay(tenant_id).values().values())

    def book(self, tenant_id: str, deadline: Deadline) -> FaqBook:
        """The tenant's entries as staff see and change them."""
        return self._live.book(tenant_id, deadline)

    def _put(self, tenant_id: str, overlay: Overlay[FaqEntry], deadline: Deadline) -> bool:
        """Bring an index up to its overlay: entry by entry where few of its own layer differ."""
        before = self._indexed.get(tenant_id)
        if before is overlay:
            return False
        ids = None if before is None else overlay.changed_since(before)
        if ids is None or len(ids) > _MOST_SINGLE:
            self.index.rebuild(tenant_id, list(overlay.values().values()), deadline)
        else:
            self._put_some(tenant_id, overlay, ids, deadline)
        self._indexed[tenant_id] = overlay
        return True

    def _put_some(
        self, tenant_id: str, overlay: Overlay[FaqEntry], ids: Sequence[str], deadline: Deadline
    ) -> None:
        found = {faq_id: overlay.get(faq_id) for faq_id in ids}
        entries = [entry for entry in found.values() if entry]
        if entries:
            self.index.put_many(tenant_id, entries, deadline)
        for faq_id in (faq_id for faq_id, entry in found.items() if entry is None):
            self.index.remove(tenant_id, faq_id, deadline)
