"""Looking for what other processes changed, now and then, beside the turn that asks."""

import time
from collections.abc import Callable
from threading import Thread

from aicc import logs
from aicc.deadline import Deadline
from aicc.errors import StoreError

LOOK_EVERY_S = 1.0
_MEET_S = 0.5
_FOLLOW_S = 120.0  # beside the turns, which never wait for it
_MOST_TENANTS = 10_000  # remembered; anybody may name one where no token is wanted

log = logs.get("aicc.content")


class Watch:
    """`follow` takes over what changed in a tenant's content."""

    def __init__(
        self,
        follow: Callable[[str, Deadline], object],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._follow = follow
        self._monotonic = monotonic
        self._looked_at: dict[str, float] = {}
        self._looking: set[str] = set()  # where the store hangs, one look waits and no more

    def look(self, tenant_id: str, deadline: Deadline) -> None:
        """The first time waits for the content, or does without while the store is away."""
        looked_at = self._looked_at.get(tenant_id)
        if looked_at is None:
            if len(self._looked_at) >= _MOST_TENANTS:
                self._looked_at.clear()
            self.looked(tenant_id)
            self.try_to_follow(tenant_id, Deadline(deadline.cap(_MEET_S)))
        elif self._monotonic() - looked_at > LOOK_EVERY_S and tenant_id not in self._looking:
            self.looked(tenant_id)
            self._looking.add(tenant_id)
            Thread(target=self._look_beside, args=(tenant_id,), daemon=True).start()

    def looked(self, tenant_id: str) -> None:
        """Nothing has to be looked for during the next second."""
        self._looked_at[tenant_id] = self._monotonic()

    def _look_beside(self, tenant_id: str) -> None:
        try:
            self.try_to_follow(tenant_id, Deadline(_FOLLOW_S))
        finally:
            self._looking.discard(tenant_id)

    def try_to_follow(self, tenant_id: str, deadline: Deadline) -> None:
        try:
            self._follow(tenant_id, deadline)
        except StoreError as error:
            log.warning("content.away", error=str(error))
