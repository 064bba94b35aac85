"""What happens at the desk, as streams of this process follow it: ids alone, in the store's order.

One look at the store a second, in a thread, serves all streams of a process, and finds what other
processes wrote; who writes here wakes it at once. A stream holds no thread and no store: it waits
for its turn on the event loop. What an id stands for is read by who may see it.
"""

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from http import HTTPStatus

from fastapi.concurrency import run_in_threadpool

from aicc import logs
from aicc.deadline import Deadline
from aicc.domain.desk_talk import DeskChange
from aicc.domain.turn import DEFAULT_TENANT
from aicc.errors import StoreError
from aicc.stores.desk.port import AgentDesk

from .problems import RETRY_AFTER_S, HttpProblem

LOOK_EVERY_S = 1.0
LOOK_S = 2.0  # a look may take no longer
BEAT_S = 15.0  # proxies cut what is silent for half a minute and more
_REMEMBERED = 1000  # changes of a tenant, for who joins a little later

log = logs.get("aicc.api")


class _Feed:
    """The last changes of a tenant, and who waits for the next."""

    def __init__(self, newest: int) -> None:
        self.newest = newest
        self._behind = newest  # all after this one are remembered
        self._changes: deque[DeskChange] = deque()
        self.waiting: set[asyncio.Event] = set()

    def add(self, found: Sequence[DeskChange]) -> None:
        for change in found:
            self._changes.append(change)
            self.newest = change.seq
        while len(self._changes) > _REMEMBERED:
            self._behind = self._changes.popleft().seq
        if found:
            for each in self.waiting:
                each.set()

    def after(self, seq: int) -> Sequence[DeskChange] | None:
        """None where it does not reach back so far."""
        if seq < self._behind:
            return None
        return [each for each in self._changes if each.seq > seq]


class DeskEvents:
    """`most` streams at once. Used on the event loop alone, but for `wake`."""

    def __init__(self, desk: AgentDesk, *, most: int) -> None:
        self._desk = desk
        self._most = most
        self._open = 0
        self._feeds: dict[str, _Feed] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._wake = asyncio.Event()
        self._looker: asyncio.Task[None] | None = None
        self._beside: set[asyncio.Task[None]] = set()
        self._is_ended = False
        self.tenants = {DEFAULT_TENANT}  # whose desk was used here

    def wake(self, tenant_id: str) -> None:
        """Something was written. From any thread."""
        self.tenants.add(tenant_id)
        loop = self._loop
        if loop is not None and not loop.is_closed():
            loop.call_soon_threadsafe(self._wake.set)

    @contextmanager
    def place(self) -> Iterator[None]:
        """Of one stream; 503 when all are taken."""
        self.check_place()
        self._open += 1
        try:
            yield
        finally:
            self._open -= 1

    def check_place(self) -> None:
        if self._open >= self._most or self._is_ended:
            again = {"Retry-After": str(RETRY_AFTER_S)}
            raise HttpProblem(HTTPStatus.SERVICE_UNAVAILABLE, "overloaded", headers=again)

    async def newest(self, tenant_id: str) -> int:
        deadline = Deadline(LOOK_S)
        return await run_in_threadpool(self._desk.newest_change, tenant_id, deadline)

    async def follow(
        self, tenant_id: str, after: int
    ) -> AsyncGenerator[Sequence[DeskChange], None]:
        """Changes behind that one as they come, and every `BEAT_S` an empty sequence, however many
        came meanwhile: most are of others. It ends with the service."""
        feed, coming = await self._feed(tenant_id), asyncio.Event()
        feed.waiting.add(coming)
        now = asyncio.get_running_loop().time
        beat_at = now() + BEAT_S
        try:
            while not self._is_ended:
                coming.clear()
                if now() >= beat_at:
                    beat_at = now() + BEAT_S
                    yield ()
                found = feed.after(after)
                if found is None:
                    deadline = Deadline(LOOK_S)
                    found = await run_in_threadpool(self._desk.changes, tenant_id, after, deadline)
                if found:
                    after = found[-1].seq
                    yield found
                else:
                    await _comes(coming, beat_at - now())
        finally:
            feed.waiting.discard(coming)

    def beside(self, work: Coroutine[None, None, None]) -> None:
        """Goes on though the stream that began it has ended."""
        task = asyncio.get_running_loop().create_task(work)
        self._beside.add(task)
        task.add_done_callback(self._beside.discard)

    def end(self) -> None:
        """The service stops: streams would keep it from doing so."""
        self._is_ended = True
        for feed in self._feeds.values():
            for each in feed.waiting:
                each.set()
        self._wake.set()
        for task in self._beside:
            task.cancel()

    async def _feed(self, tenant_id: str) -> _Feed:
        self.tenants.add(tenant_id)
        newest = await self.newest(tenant_id) if tenant_id not in self._feeds else 0
        feed = self._feeds.setdefault(tenant_id, _Feed(newest))
        loop = asyncio.get_running_loop()
        if self._looker is None or self._looker.done() or self._loop is not loop:
            self._loop, self._wake = loop, asyncio.Event()
            self._looker = loop.create_task(self._look())
        return feed

    async def _look(self) -> None:
        """As long as somebody follows."""
        while not self._is_ended:
            await _comes(self._wake, LOOK_EVERY_S)
            self._wake.clear()
            self._feeds = {name: each for name, each in self._feeds.items() if each.waiting}
            if not self._feeds:
                return
            for tenant_id, feed in list(self._feeds.items()):
                await self._look_at(tenant_id, feed)

    async def _look_at(self, tenant_id: str, feed: _Feed) -> None:
        deadline = Deadline(LOOK_S)
        try:
            found = await run_in_threadpool(self._desk.changes, tenant_id, feed.newest, deadline)
        except StoreError as error:  # the next look finds it
            logs.warn_of_store(log, "desk.not_followed", error)
            return
        feed.add(found)


async def _comes(event: asyncio.Event, within_s: float) -> bool:
    try:
        await asyncio.wait_for(event.wait(), within_s)
    except TimeoutError:
        return False
    return True
