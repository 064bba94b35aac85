"""The flows that customers walk: the pack's, over them what staff published."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from aicc.content.book import ContentBook
from aicc.content.codec import Codec
from aicc.content.live import LiveContent
from aicc.content.overlay import Overlay
from aicc.content.port import ContentStore
from aicc.deadline import Deadline
from aicc.domain.content import ContentKind
from aicc.domain.flow import Flow
from aicc.domain.flow_library import FlowLibrary
from aicc.domain.json import JsonMap
from aicc.packs.entity_options import EntityOptions, with_entities
from aicc.packs.from_files import flow_from_plain
from aicc.packs.identity_first import behind_identity


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenFlow:
    """A scenario as its author wrote it, and as customers walk it."""

    body: JsonMap
    flow: Flow


def _written(flow_id: str, body: JsonMap) -> WrittenFlow:
    return WrittenFlow(body=body, flow=flow_from_plain(flow_id, body))


FLOWS = Codec(
    kind=ContentKind.FLOW,
    name="scenario",
    read=_written,
    body=lambda written: written.body,
    earlier_kept=10,
)


class LiveFlows:
    """A conversation stays on the version that it began with, as long as that was not withdrawn by
    archiving the flow. Safe for threads."""

    def __init__(
        self,
        store: ContentStore,
        pack: Mapping[str, Flow],
        plain: Mapping[str, JsonMap],
        *,
        earlier: Iterable[Flow] = (),
        entities: EntityOptions | None = None,
        refusal: str = "",
    ) -> None:
        """`plain` are the pack's flows as its files have them; `earlier` are flows of the pack
        as it was before it was edited; `entities` are the pack's, for steps that take them. With a
        `refusal`, which the unverified hear, scenarios that show money stand behind the identity
        kit, those that staff publish too."""
        self._earlier = tuple(earlier)
        self._entities = entities or {}
        self._refusal = refusal
        written = {each: WrittenFlow(body=plain[each], flow=flow) for each, flow in pack.items()}
        self._live = LiveContent(store, FLOWS, written)
        self._libraries: dict[str, tuple[Overlay[WrittenFlow], FlowLibrary]] = {}

    def library(self, tenant_id: str) -> FlowLibrary:
        """As it was last read."""
        owner = self._live.owner(tenant_id)
        overlay = self._live.overlay(owner)
        made_of, library = self._libraries.get(owner) or (None, None)
        if library is None or made_of is not overlay:
            library = self._library(overlay)
            self._libraries[owner] = overlay, library
        return library

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        """Take over what was published since. Call it after a change."""
        self._live.follow(tenant_id, deadline)

    def book(self, tenant_id: str, deadline: Deadline) -> ContentBook[WrittenFlow]:
        """The tenant's scenarios as staff see and change them."""
        return self._live.book(tenant_id, deadline)

    def _library(self, overlay: Overlay[WrittenFlow]) -> FlowLibrary:
        current = {flow_id: written.flow for flow_id, written in overlay.values().items()}
        before = (*self._earlier, *(written.flow for written in overlay.versions()))
        return FlowLibrary.of(
            map(self._filled, current.values()),
            (self._filled(flow) for flow in before if flow.id in current),
        )

    def _filled(self, flow: Flow) -> Flow:
        filled = with_entities(flow, self._entities)
        return behind_identity(filled, self._refusal) if self._refusal else filled
