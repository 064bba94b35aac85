"""Looking for what other processes changed: twice a second, in a thread that no question starts."""

import time
from collections.abc import Callable
from functools import partial
from threading import Thread
from typing import Protocol, TypeAlias
from weakref import ReferenceType, ref

from aicc import logs
from aicc.deadline import Deadline, before_waiting
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import AiccError

LOOK_EVERY_S = 0.5
_MEET_S = 0.5
_FOLLOW_S = 120.0  # beside the turns, which never wait for it
_ASKED_FOR_S = 600.0  # a tenant of whom nobody asked for so long is met anew
_EVERYBODY = "*"
_MOST_TENANTS = 1_000  # remembered; anybody may name one where no token is wanted

_Look: TypeAlias = Callable[[str, Deadline], object]

log = logs.get("aicc.content")


class Followed(Protocol):
    """What is kept in step with the content store."""

    def revision(self, tenant_id: str, deadline: Deadline) -> int: ...

    def meet(self, tenant_id: str, deadline: Deadline) -> object:
        """Read what the tenant has, and leave to `follow` what takes long."""
        ...

    def follow(self, tenant_id: str, deadline: Deadline) -> object: ...


class Watch:
    """Of one engine; the thread ends when nobody holds the watch any more."""

    def __init__(self, followed: Followed, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._followed = followed
        self._monotonic = monotonic
        self._asked_at: dict[str, float] = {}
        self._asked_since: set[str] = set()  # the last look
        self._away: set[str] = set()  # whose content could not be read last time
        self._seen: dict[str, tuple[int, int]] = {}  # the revisions that were followed last

    def start(self) -> None:
        Thread(target=_looking, args=(ref(self),), name="content-watch", daemon=True).start()

    def meet(self, tenant_id: str, deadline: Deadline) -> None:
        """A tenant that was not asked for of late waits for its content, or does without while
        the store is away."""
        is_known = tenant_id in self._asked_at or tenant_id == DEFAULT_TENANT
        if not is_known:
            before_waiting("a new tenant's content")
        if not is_known and len(self._asked_at) >= _MOST_TENANTS:
            self._asked_at.clear()
        self._asked_at[tenant_id] = self._monotonic()
        self._asked_since.add(tenant_id)
        if not is_known:
            self._try(self._followed.meet, tenant_id, Deadline(deadline.cap(_MEET_S)))

    def check(self) -> None:
        """One look at the default tenant's content, and at that of whoever was asked for."""
        now = self._monotonic()
        for tenant_id, asked_at in list(self._asked_at.items()):
            if now - asked_at > _ASKED_FOR_S:
                self._asked_at.pop(tenant_id, None)
        self._forget_others()
        self._guard(self._look, _EVERYBODY, Deadline(_FOLLOW_S))

    def _forget_others(self) -> None:
        """Also those who went all at once because they were too many."""
        remembered = {*self._seen, *self._asked_since, *self._away}
        remembered -= {DEFAULT_TENANT, _EVERYBODY}
        for tenant_id in remembered:
            if tenant_id not in self._asked_at:
                self._seen.pop(tenant_id, None)
                self._asked_since.discard(tenant_id)
                self._away.discard(tenant_id)

    def _look(self, _everybody: str, deadline: Deadline) -> None:
        """All have the default tenant's content below their own."""
        common = self._followed.revision(DEFAULT_TENANT, deadline)
        looked_at = (each for each in list(self._asked_at) if self._is_looked_at(each))
        for each in dict.fromkeys((DEFAULT_TENANT, *looked_at)):
            self._guard(partial(self._follow, common), each, deadline)

    def _is_looked_at(self, tenant_id: str) -> bool:
        """One without content of its own only after it was asked for, else made-up names would be
        asked of the store twice a second."""
        _, own = self._seen.get(tenant_id, (0, 0))
        return own > 0 or tenant_id in self._asked_since or tenant_id in self._away

    def _follow(self, common: int, tenant_id: str, deadline: Deadline) -> None:
        """What could not be taken over is tried again with the next look."""
        self._asked_since.discard(tenant_id)
        seen = common, self._followed.revision(tenant_id, deadline)
        if self._seen.get(tenant_id) != seen:
            self._followed.follow(tenant_id, deadline)
            self._seen[tenant_id] = seen

    def _guard(self, what: _Look, tenant_id: str, deadline: Deadline) -> None:
        """Of the watching thread alone: whatever goes wrong with one tenant, the others behind it
        are looked at, and so are all of them the next time."""
        try:
            self._try(what, tenant_id, deadline)
        except Exception:
            if tenant_id not in self._away:
                log.exception("content.look_failed", tenant_id=tenant_id)
            self._away.add(tenant_id)

    def _try(self, what: _Look, tenant_id: str, deadline: Deadline) -> None:
        """A store that is away is told once, and not twice a second until it is back."""
        try:
            what(tenant_id, deadline)
            self._away.discard(tenant_id)
        except AiccError as error:
            if tenant_id not in self._away:
                log.warning("content.away", tenant_id=tenant_id, error=str(error))
            self._away.add(tenant_id)


def _looking(watch: "ReferenceType[Watch]") -> None:
    while True:
        time.sleep(LOOK_EVERY_S)
        alive = watch()
        if alive is None:
            return
        alive.check()
        del alive  # or it would live as long as the thread
