"""All that staff edit while the bot runs, in step with the content store by one look."""

from dataclasses import dataclass

from aicc import logs
from aicc.content.live_flows import LiveFlows
from aicc.content.live_packs import LivePacks
from aicc.content.port import ContentStore
from aicc.content.watch import Watch
from aicc.conversation.house import House
from aicc.deadline import Deadline
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import StoreError
from aicc.faqs.live import LiveFaqs
from aicc.packs.pack import Pack

log = logs.get("aicc.content")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kinds:
    """What the watch follows."""

    store: ContentStore
    packs: LivePacks
    faqs: LiveFaqs
    flows: LiveFlows

    def revision(self, tenant_id: str, deadline: Deadline) -> int:
        return self.store.revision(tenant_id, deadline)

    def meet(self, tenant_id: str, deadline: Deadline) -> None:
        """A turn waits for it: what a tenant's topics are is learned with the next look."""
        self.flows.follow(tenant_id, deadline)
        self.faqs.follow(tenant_id, deadline)

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        self.meet(tenant_id, deadline)
        self.packs.follow(tenant_id, deadline)


class LiveHouse:
    """`packs` have topics and thresholds, `faqs` entries and what is not done here, `flows`
    scenarios. Safe for threads."""

    def __init__(
        self, store: ContentStore, *, packs: LivePacks, faqs: LiveFaqs, flows: LiveFlows
    ) -> None:
        self.packs = packs
        self.faqs = faqs
        self.flows = flows
        self._kinds = _Kinds(store=store, packs=packs, faqs=faqs, flows=flows)
        self._watch = Watch(self._kinds)
        self._houses: dict[str, tuple[Pack, House]] = {}

    def start(self, deadline: Deadline) -> None:
        """What is published already, before the first turn; the pack alone while the store does
        not answer."""
        self.faqs.start(deadline)
        try:
            self.flows.follow(DEFAULT_TENANT, deadline)
            self.packs.follow(DEFAULT_TENANT, deadline)
        except StoreError as error:
            log.warning("content.away", error=str(error))

    def watch(self) -> None:
        """From now on what other processes publish is taken over."""
        self._watch.start()

    def look(self) -> None:
        """What the watching thread does twice a second."""
        self._watch.check()

    def meet(self, tenant_id: str, deadline: Deadline) -> None:
        """At the beginning of a turn: it waits where the tenant is new here."""
        self._watch.meet(tenant_id, deadline)

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        """Take over what was published since; topics are learned meanwhile. Call it after a
        change, so that the next turn has it."""
        self._kinds.follow(tenant_id, deadline)

    def house(self, tenant_id: str) -> House:
        owner = self.packs.owner(tenant_id)
        pack = self.packs.pack_of(owner)
        made_of, house = self._houses.get(owner) or (None, None)
        if house is None or made_of is not pack:
            house = House.of(pack)
            self._houses[owner] = pack, house
        return house
