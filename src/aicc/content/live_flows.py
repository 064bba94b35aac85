"""The flows that customers walk: the pack's, over them what staff published."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock

from aicc import logs
from aicc.content.book import ContentBook
from aicc.content.port import ContentStore
from aicc.content.watch import Watch
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind, ContentStatus, Item, Version
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import JsonMap
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError, StoreError
from aicc.packs.from_files import flow_from_plain

VERSIONS_KEPT = 10  # of each flow, for conversations that began with them

log = logs.get("aicc.content")


@dataclass(slots=True, kw_only=True)
class _Layer:
    """One tenant's own flows; None where an archived one hides what lies below."""

    revision: int = 0
    flows: dict[str, Flow | None] = field(default_factory=dict)
    bodies: dict[str, JsonMap | None] = field(default_factory=dict)
    earlier: dict[str, list[Flow]] = field(default_factory=dict)


class LiveFlows:
    """The default tenant's flows are everybody's; a tenant's own lie over them.

    A conversation stays on the version that it began with, as long as that was not withdrawn by
    archiving the flow. Safe for threads.
    """

    def __init__(
        self,
        store: ContentStore,
        pack: Mapping[str, Flow],
        plain: Mapping[str, JsonMap],
        *,
        earlier: Iterable[Flow] = (),
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        """`plain` are the pack's flows as its files have them; `earlier` are flows of the pack
        as it was before it was edited."""
        self._store = store
        self._pack = dict(pack)
        self._plain = dict(plain)
        self._earlier = list(earlier)
        self._lock = Lock()
        self._watch = Watch(self.follow, monotonic)
        self._layers = {DEFAULT_TENANT: _Layer()}  # of tenants who have content of their own
        self._libraries: dict[str, FlowLibrary] = {}
        self._libraries[DEFAULT_TENANT] = self._library(DEFAULT_TENANT)

    def library(self, tenant_id: str, deadline: Deadline) -> FlowLibrary:
        self._watch.look(tenant_id, deadline)
        return self._libraries.get(tenant_id) or self._libraries[DEFAULT_TENANT]

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        """Take over what was published since. Call it after a change."""
        with self._holding(deadline):
            self._watch.looked(tenant_id)
            if self._read(DEFAULT_TENANT, deadline):
                for each in self._layers:
                    self._rebuild(each)
            if tenant_id != DEFAULT_TENANT and self._read(tenant_id, deadline):
                self._rebuild(tenant_id)

    def book(self, tenant_id: str, deadline: Deadline) -> ContentBook:
        """The tenant's scenarios as staff see and change them."""
        below: dict[str, JsonMap | None] = dict(self._plain)
        if tenant_id != DEFAULT_TENANT:
            self.follow(tenant_id, deadline)
            below |= self._layers[DEFAULT_TENANT].bodies
        kept = {flow_id: body for flow_id, body in below.items() if body}
        return ContentBook(self._store, ContentKind.FLOW, tenant_id, kept)

    @contextmanager
    def _holding(self, deadline: Deadline) -> Iterator[None]:
        if not self._lock.acquire(timeout=deadline.left_s):
            raise StoreError("no time left to wait for the scenarios")
        try:
            yield
        finally:
            self._lock.release()

    def _rebuild(self, tenant_id: str) -> None:
        if tenant_id == DEFAULT_TENANT or self._layers[tenant_id].flows:
            self._libraries[tenant_id] = self._library(tenant_id)

    def _read(self, tenant_id: str, deadline: Deadline) -> bool:
        layer = self._layers.get(tenant_id) or _Layer()
        revision = self._store.revision(tenant_id, deadline)
        if revision == layer.revision:
            return False
        self._layers[tenant_id] = layer
        items = self._store.items(tenant_id, ContentKind.FLOW, deadline, since=layer.revision)
        for item in items:
            self._take(layer, item, deadline)
        layer.revision = revision
        return bool(items)

    def _take(self, layer: _Layer, item: Item, deadline: Deadline) -> None:
        flow_id = item.latest.id
        if item.published:
            versions = self._store.versions(
                item.latest.tenant_id, ContentKind.FLOW, flow_id, deadline
            )
            flow = flow_in(item.published)
            if flow is None:
                return  # what was there before is better than nothing
            layer.flows[flow_id] = flow
            layer.bodies[flow_id] = item.published.body
            layer.earlier[flow_id] = _published(versions)
        elif item.settled:  # archived: withdrawn with all its versions
            layer.flows[flow_id] = layer.bodies[flow_id] = None
            layer.earlier.pop(flow_id, None)

    def _library(self, tenant_id: str) -> FlowLibrary:
        current: dict[str, Flow | None] = dict(self._pack)
        earlier = [*self._earlier]
        for owner in dict.fromkeys((DEFAULT_TENANT, tenant_id)):
            layer = self._layers.get(owner)
            if layer is None:
                continue
            below = (current.get(flow_id) for flow_id, flow in layer.flows.items() if flow)
            earlier += [flow for flow in below if flow]
            current.update(layer.flows)
            earlier += [flow for flows in layer.earlier.values() for flow in flows]
        there = {flow_id: flow for flow_id, flow in current.items() if flow}
        # what is archived above is withdrawn with the versions of the layers below it
        return FlowLibrary.of(there.values(), (flow for flow in earlier if flow.id in there))


def flow_in(version: Version) -> Flow | None:
    """The flow of a version; None where this release cannot read it, which is logged."""
    try:
        return flow_from_plain(version.id, version.body)
    except InvalidInputError as error:
        log.error("flow.unreadable", flow=version.id, version=version.number, error=str(error))  # noqa: TRY400 - the message names the place; the trace does not
        return None


def _published(versions: Iterable[Version]) -> list[Flow]:
    """Those since the flow was last archived, which withdrew all before."""
    published: list[Version] = []
    for each in versions:
        if each.status is ContentStatus.ARCHIVED:
            published.clear()
        elif each.status is ContentStatus.PUBLISHED:
            published.append(each)
    return [flow for each in published[-VERSIONS_KEPT:] if (flow := flow_in(each))]
