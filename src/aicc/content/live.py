"""Content of one kind, kept in step with what staff publish, in this process and in others."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock
from typing import Generic, TypeVar

from aicc import logs
from aicc.content.book import ContentBook
from aicc.content.codec import Codec
from aicc.content.overlay import Layer, Overlay, Published
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import ContentStatus, Item, Version
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError, StoreError

T = TypeVar("T")

log = logs.get("aicc.content")


@contextmanager
def held(lock: Lock, deadline: Deadline) -> Iterator[None]:
    """`StoreError` when whoever holds it does not let go in time."""
    if not lock.acquire(timeout=deadline.left_s):
        raise StoreError("no time left to wait for who takes over content")
    try:
        yield
    finally:
        lock.release()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Own(Generic[T]):
    """What this process has read of one tenant's content."""

    revision: int
    layer: Layer[T]


class LiveContent(Generic[T]):
    """The default tenant's content is everybody's; a tenant's own lies over it.

    What is made of an overlay (a library, an index) may be kept as long as the overlay is the same
    object. Safe for threads.
    """

    def __init__(
        self,
        store: ContentStore,
        codec: Codec[T],
        pack: Mapping[str, T],
    ) -> None:
        self._store = store
        self._codec = codec
        self._pack: Layer[T] = {each: Published(value=value) for each, value in pack.items()}
        self._lock = Lock()
        self._own: dict[str, _Own[T]] = {DEFAULT_TENANT: _Own(revision=0, layer={})}
        self._overlays: dict[str, Overlay[T]] = {}  # of tenants who have content of their own
        self._overlay_again()

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        """Take over what was published since."""
        with held(self._lock, deadline):
            for each in _owners(tenant_id):
                self._read(each, deadline)

    def owner(self, tenant_id: str) -> str:
        """The tenant where it has content of its own; else the one whose content it shares."""
        return tenant_id if tenant_id in self._overlays else DEFAULT_TENANT

    def overlay(self, tenant_id: str) -> Overlay[T]:
        """What the tenant's customers get, as it was last read."""
        return self._overlays[self.owner(tenant_id)]

    def book(self, tenant_id: str, deadline: Deadline) -> ContentBook[T]:
        """The tenant's content as staff see and change it, over what it has without its own."""
        if tenant_id == DEFAULT_TENANT:
            below = Overlay(layers=(self._pack,))
        else:
            self.follow(tenant_id, deadline)
            below = self._overlays[DEFAULT_TENANT]
        return ContentBook(self._store, self._codec, tenant_id, below)

    def _read(self, tenant_id: str, deadline: Deadline) -> None:
        known = self._own.get(tenant_id) or _Own(revision=0, layer={})
        revision = self._store.revision(tenant_id, deadline)
        if revision != known.revision:
            items = self._store.items(tenant_id, self._codec.kind, deadline, since=known.revision)
            layer = self._with_items(known.layer, items, deadline)
            self._own[tenant_id] = _Own(revision=revision, layer=layer)
            if layer is not known.layer:
                self._overlay_again()

    def _overlay_again(self) -> None:
        """An overlay none of whose layers changed stays the same object."""
        layers = {tenant_id: own.layer for tenant_id, own in self._own.items()}
        common = (self._pack, layers.pop(DEFAULT_TENANT))
        made = {DEFAULT_TENANT: Overlay(layers=common)}
        made |= {each: Overlay(layers=(*common, layer)) for each, layer in layers.items() if layer}
        for tenant_id, before in self._overlays.items():
            if made[tenant_id].changed_since(before) == []:
                made[tenant_id] = before
        self._overlays = made

    def _with_items(self, layer: Layer[T], items: Iterable[Item], deadline: Deadline) -> Layer[T]:
        """The layer after these items; itself where they change nothing."""
        after = dict(layer)
        for item in items:
            if item.published:
                found = self._published(item.published, deadline)
                if found:  # else what was there before is better than nothing
                    after[item.latest.id] = found
            elif item.settled:  # archived; else there is only a draft so far
                after[item.latest.id] = None
        return layer if after == layer else after

    def _published(self, version: Version, deadline: Deadline) -> Published[T] | None:
        value = self._readable(version)
        if value is None or not self._codec.earlier_kept:
            return None if value is None else Published(value=value)
        versions = self._store.versions(version.tenant_id, version.kind, version.id, deadline)
        kept = _since_archived(versions)[-self._codec.earlier_kept :]
        earlier = (self._readable(each) for each in kept if each.number != version.number)
        return Published(value=value, earlier=tuple(each for each in earlier if each is not None))

    def _readable(self, version: Version) -> T | None:
        """None, and a line in the log, for a version that this release cannot read."""
        try:
            return self._codec.read(version.id, version.body)
        except InvalidInputError as error:
            log.error(  # noqa: TRY400 - the message names the place; the trace does not
                "content.unreadable",
                kind=version.kind,
                id=version.id,
                version=version.number,
                error=str(error),
            )
            return None


def _owners(tenant_id: str) -> Iterable[str]:
    """Whose content the tenant has; what all have is taken over though its own cannot be read."""
    return dict.fromkeys((DEFAULT_TENANT, tenant_id))


def _since_archived(versions: Iterable[Version]) -> list[Version]:
    """The published ones since the item was last archived, which withdrew all before."""
    published: list[Version] = []
    for each in versions:
        if each.status is ContentStatus.ARCHIVED:
            published.clear()
        elif each.status is ContentStatus.PUBLISHED:
            published.append(each)
    return published
