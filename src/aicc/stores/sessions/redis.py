"""Sessions in Redis: one hash a session, two scripts a turn."""

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import quote

from redis import Redis

from aicc.clock import Clock, utc_now
from aicc.deadline import Deadline
from aicc.domain.session import Session
from aicc.errors import LeaseLostError
from aicc.stores.redis_client import store_errors
from aicc.stores.redis_script import RedisScript
from aicc.stores.sessions.port import Lease, Save
from aicc.stores.sessions.queue import LeaseQueue
from aicc.stores.sessions.state import read, written

LEASE_S = 10.0
WAKE_S = 0.2  # a wait for the lease; shorter than the client's time-out, or it would end with that

_HERE = Path(__file__).parent
_UNCHANGED = ""


class RedisSessions:
    """The client comes with its time-outs set and without retries, as `connect` makes it.

    A call that starts in time may end late by the client's time-out, no more.
    """

    def __init__(
        self,
        client: Redis,
        *,
        ttl_s: float,
        lease_s: float = LEASE_S,
        now: Clock = utc_now,
        prefix: str = "aicc:session",
    ) -> None:
        self._client = client
        self._ttl_ms = round(1000 * ttl_s)
        self._lease_us = round(1_000_000 * lease_s)
        self._prefix = prefix
        self._queue = LeaseQueue(lease_s, now)
        self._open = RedisScript(_HERE / "redis_open.lua")
        self._give_back = RedisScript(_HERE / "redis_give_back.lua")

    def open(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease:
        return self._queue.lease(
            tenant_id,
            session_id,
            deadline,
            lambda: self._take(tenant_id, session_id, deadline),
            wait=lambda: self._wait(tenant_id, session_id, deadline),
        )

    def save_many(self, saves: Sequence[Save], deadline: Deadline) -> None:
        calls = [self._call(save.lease, written(save.session)) for save in saves]
        try:
            with store_errors("sessions.save", deadline, self._client):
                kept = self._give_back.run(self._client, calls)
        finally:
            for save in saves:
                self._queue.leave(save.lease)
        if 0 in kept:
            raise LeaseLostError(f"{kept.count(0)} of {len(saves)} sessions were taken over")

    def release(self, lease: Lease, deadline: Deadline) -> None:
        try:
            with store_errors("sessions.release", deadline, self._client):
                self._give_back.run(self._client, [self._call(lease, _UNCHANGED)])
        finally:
            self._queue.leave(lease)

    def load(self, tenant_id: str, session_id: str, deadline: Deadline) -> Session | None:
        with store_errors("sessions.load", deadline, self._client):
            state = self._client.hget(self._key(tenant_id, session_id), "state")
        return _session(state)

    def erase(self, tenant_id: str, session_id: str, deadline: Deadline) -> None:
        with store_errors("sessions.erase", deadline, self._client):
            self._client.delete(self._key(tenant_id, session_id))
        self._queue.dismiss(tenant_id, session_id)

    def _take(self, tenant_id: str, session_id: str, deadline: Deadline) -> Lease | None:
        key, awaited_us = self._key(tenant_id, session_id), str(round(2 * WAKE_S * 1_000_000))
        call = [key, _woken(key), str(self._lease_us), str(self._ttl_ms), awaited_us]
        with store_errors("sessions.open", deadline, self._client):
            [granted] = self._open.run(self._client, [call])
        if not isinstance(granted, list):
            return None
        fence, recovered, state = granted
        return Lease(
            tenant_id=tenant_id,
            session_id=session_id,
            fence=fence,
            session=_session(state),
            recovered=bool(recovered),
        )

    def _wait(self, tenant_id: str, session_id: str, deadline: Deadline) -> bool:
        """Until whoever has the lease gives it back, or it is time to ask again; false where too
        little time is left to wait so."""
        if deadline.left_s < 1.5 * WAKE_S:
            return False
        with store_errors("sessions.open", deadline, self._client):
            self._client.blpop([_woken(self._key(tenant_id, session_id))], timeout=WAKE_S)
        return True

    def _call(self, lease: Lease, state: str) -> list[str]:
        key = self._key(lease.tenant_id, lease.session_id)
        return [key, _woken(key), str(lease.fence), state, str(self._ttl_ms)]

    def _key(self, tenant_id: str, session_id: str) -> str:
        """Quoted, so that no pair of ids can look like another; the braces keep it in one slot."""
        return f"{self._prefix}:{{{quote(tenant_id, safe='')}:{quote(session_id, safe='')}}}"


def _woken(key: str) -> str:
    """In the slot of the session's own key."""
    return f"{key}:woken"


def _session(state: object) -> Session | None:
    """Clients decode their answers or not, as they were made."""
    if not state:
        return None
    return read(state.decode() if isinstance(state, bytes) else str(state))
