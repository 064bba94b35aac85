"""The FAQ index kept in step with what staff publish, in this process and in others."""

import operator
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from aicc import logs
from aicc.content.port import ContentStore
from aicc.content.watch import Watch
from aicc.deadline import Deadline
from aicc.domain.faq import FaqEntry
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import StoreError
from aicc.faqs.bodies import KIND
from aicc.faqs.layers import Layer, Layers, differing, layer_of, with_items
from aicc.faqs.search.port import FaqIndex

_MOST_SINGLE = 200  # more changes than these are quicker in one rebuild

log = logs.get("aicc.faqs")


@dataclass(slots=True, kw_only=True)
class _Known:
    """What this process has read of one tenant's content."""

    revision: int = 0
    layer: Layer = field(default_factory=dict)


class LiveFaqs:
    """The default tenant's content is everybody's. A tenant that has content of its own gets an
    index of its own; all others share the default tenant's.

    A draft is never in an index, nor is what was archived. Safe for threads.
    """

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
        self._pack = layer_of(pack)
        self._watch = Watch(self.follow, monotonic)
        self._lock = Lock()
        self._known: dict[str, _Known] = {}
        self._indexed: dict[str, Layers] = {}  # what each index of ours holds

    def start(self, deadline: Deadline) -> None:
        """Fill the shared index: with the pack alone while the store does not answer."""
        try:
            self.follow(DEFAULT_TENANT, deadline)
        except StoreError as error:
            log.warning("faq.content_away", error=str(error))
            with self._holding(deadline):
                self._put(DEFAULT_TENANT, deadline)

    def index_of(self, tenant_id: str, deadline: Deadline) -> str:
        """Whose index answers the tenant. Now and then it looks for changes, beside the turn."""
        self._watch.look(tenant_id, deadline)
        return tenant_id if tenant_id in self._indexed else DEFAULT_TENANT

    def follow(self, tenant_id: str, deadline: Deadline) -> bool:
        """Take over what was published since; True when something was. Call it after a change."""
        with self._holding(deadline):
            self._watch.looked(tenant_id)
            self._read(DEFAULT_TENANT, deadline)
            is_new = self._put(DEFAULT_TENANT, deadline)
            if tenant_id != DEFAULT_TENANT:
                own = self._read(tenant_id, deadline)
                is_new |= bool(own.layer) and self._put(tenant_id, deadline)
            return is_new

    def entries(self, tenant_id: str, deadline: Deadline) -> list[FaqEntry]:
        """What customers of the tenant are answered from, as it is now."""
        self.follow(tenant_id, deadline)
        return self._layers(tenant_id).entries()

    def below(self, tenant_id: str, deadline: Deadline) -> list[FaqEntry]:
        """What the tenant would have without content of its own."""
        if tenant_id == DEFAULT_TENANT:
            return Layers(layers=(self._pack,)).entries()
        self.follow(DEFAULT_TENANT, deadline)
        return self._layers(DEFAULT_TENANT).entries()

    @contextmanager
    def _holding(self, deadline: Deadline) -> Iterator[None]:
        if not self._lock.acquire(timeout=deadline.left_s):
            raise StoreError("no time left to wait for the FAQ content")
        try:
            yield
        finally:
            self._lock.release()

    def _read(self, tenant_id: str, deadline: Deadline) -> _Known:
        known = self._known.setdefault(tenant_id, _Known())
        revision = self.store.revision(tenant_id, deadline)
        if revision != known.revision:
            items = self.store.items(tenant_id, KIND, deadline, since=known.revision)
            known.layer = with_items(known.layer, items)
            known.revision = revision
        return known

    def _layers(self, tenant_id: str) -> Layers:
        owners = dict.fromkeys((DEFAULT_TENANT, tenant_id))
        kept = (self._known[owner].layer for owner in owners if owner in self._known)
        return Layers(layers=(self._pack, *kept))

    def _put(self, tenant_id: str, deadline: Deadline) -> bool:
        """Bring an index up to its layers: entry by entry where few of its own layer differ.

        What an index refuses is tried again with the next look.
        """
        layers, before = self._layers(tenant_id), self._indexed.get(tenant_id)
        if before is not None and _are_same(before.layers, layers.layers):
            return False
        if before is not None and _are_same(before.layers[:-1], layers.layers[:-1]):
            ids = differing(before.layers[-1], layers.layers[-1])
        else:
            ids = None
        if ids is None or len(ids) > _MOST_SINGLE:
            self.index.rebuild(tenant_id, layers.entries(), deadline)
        else:
            self._put_some(tenant_id, layers, ids, deadline)
        self._indexed[tenant_id] = layers
        return True

    def _put_some(
        self, tenant_id: str, layers: Layers, ids: Sequence[str], deadline: Deadline
    ) -> None:
        found = {faq_id: layers.entry(faq_id) for faq_id in ids}
        entries = [entry for entry in found.values() if entry]
        if entries:
            self.index.put_many(tenant_id, entries, deadline)
        for faq_id in (faq_id for faq_id, entry in found.items() if entry is None):
            self.index.remove(tenant_id, faq_id, deadline)


def _are_same(ones: Sequence[Layer], others: Sequence[Layer]) -> bool:
    """A layer is replaced when it changes, never changed."""
    return len(ones) == len(others) and all(map(operator.is_, ones, others))
