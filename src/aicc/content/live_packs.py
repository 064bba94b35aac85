"""The pack as each tenant has it: topics and thresholds as staff published them, over its files."""

from collections.abc import Mapping
from dataclasses import replace
from threading import Lock
from typing import Protocol

from aicc import logs
from aicc.content.live import LiveContent, held
from aicc.content.overlay import Overlay
from aicc.content.port import ContentStore
from aicc.content.thresholds import ITEM, THRESHOLDS
from aicc.content.topics import TOPICS, Taught
from aicc.deadline import Deadline
from aicc.domain.meaning import Thresholds
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import InvalidInputError
from aicc.packs.pack import Intent, Pack

log = logs.get("aicc.content")


class Learner(Protocol):
    def teach(self, tenant_id: str, pack: Pack) -> None:
        """Learn the pack's topics, which takes about a second, and understand the tenant's
        customers by them from then on; those of all tenants with none of their own, where it is
        the default one. `InvalidInputError` when nothing can be learned from them."""
        ...


class LivePacks:
    """Topics are learned in the thread of who follows, never in a turn's: until they are, the
    turns go on with what was learned before. Safe for threads."""

    def __init__(self, store: ContentStore, pack: Pack, learner: Learner) -> None:
        self.topics = LiveContent(store, TOPICS, _taught(pack))
        self.thresholds = LiveContent(store, THRESHOLDS, {ITEM: pack.thresholds})
        self._pack = pack
        self._learner = learner
        self._taking = Lock()
        self._learned: dict[str, Overlay[Taught]] = {
            DEFAULT_TENANT: self.topics.overlay(DEFAULT_TENANT)
        }
        self._packs: dict[str, Pack] = {DEFAULT_TENANT: pack}

    def owner(self, tenant_id: str) -> str:
        """The tenant where it has a pack of its own; else the one whose pack it shares."""
        return tenant_id if tenant_id in self._packs else DEFAULT_TENANT

    def pack_of(self, tenant_id: str) -> Pack:
        """The same object as long as nothing of it changes."""
        return self._packs[self.owner(tenant_id)]

    def follow(self, tenant_id: str, deadline: Deadline) -> None:
        """Take over what was published since, and learn it. Call it after a change."""
        self.topics.follow(tenant_id, deadline)
        self.thresholds.follow(tenant_id, deadline)
        with held(self._taking, deadline):
            for each in dict.fromkeys((DEFAULT_TENANT, tenant_id)):
                self._take_over(each)

    def _take_over(self, tenant_id: str) -> None:
        owns_topics = self.topics.owner(tenant_id) == tenant_id
        if not owns_topics and self.thresholds.owner(tenant_id) != tenant_id:
            return
        overlay = self.topics.overlay(tenant_id)
        pack = self._made(overlay, self.thresholds.overlay(tenant_id))
        if owns_topics and self._learned.get(tenant_id) is not overlay:
            try:
                self._learner.teach(tenant_id, pack)
            except InvalidInputError as error:  # what was learned before is better than nothing
                log.warning("content.not_learned", tenant_id=tenant_id, error=str(error))
                return
            self._learned[tenant_id] = overlay
            log.info("content.learned", tenant_id=tenant_id)
        if pack != self.pack_of(tenant_id):
            self._packs[tenant_id] = pack

    def _made(self, topics: Overlay[Taught], thresholds: Overlay[Thresholds]) -> Pack:
        """What is as the pack's files have it keeps what was learned from them."""
        taught = topics.values()
        intents = {
            name: _with(intent, taught[name])
            for name, intent in self._pack.intents.items()
            if name in taught
        }
        is_as_before = intents == self._pack.intents
        return replace(
            self._pack,
            intents=intents,
            thresholds=thresholds.get(ITEM) or self._pack.thresholds,
            trained=self._pack.trained if is_as_before else b"",
        )


def _taught(pack: Pack) -> Mapping[str, Taught]:
    return {intent.name: Taught.by(intent) for intent in pack.intents.values()}


def _with(intent: Intent, taught: Taught) -> Intent:
    return replace(intent, examples=taught.examples, contrasts=taught.contrasts)
