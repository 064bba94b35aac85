"""Streams of what happens at the desk: in order, once, in time, and never in anybody's way."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import aclosing, suppress
from datetime import timedelta
from typing import Any

import pytest

from aicc.conversation.gone import GoneSessions
from aicc.domain.desk_talk import ChangeKind
from aicc.domain.handoff import EscalationPriority, EscalationReason, HandoffRequest
from aicc.stores.desk.memory import MemoryDesk
from aicc.stores.secrets.memory import MemorySecrets
from api.events import DeskEvents
from api.problems import HttpProblem
from api.streams import KEY_LIFETIME, StreamKeys, StreamOwner, event
from tests.fakes import A_DAY, a_deadline

SOON_S = 10.0  # far longer than it takes


def keep(desk: MemoryDesk, request_id: str) -> None:
    desk.keep(
        HandoffRequest(
            tenant_id="bank",
            request_id=request_id,
            session_id="s1",
            user_id="u1",
            reason=EscalationReason.USER_REQUEST,
            priority=EscalationPriority.NORMAL,
            description="",
            at=A_DAY,
        ),
        a_deadline(),
    )


def run(work: Callable[[], Awaitable[None]]) -> None:
    async def in_time() -> None:
        async with asyncio.timeout(SOON_S):
            await work()

    asyncio.run(in_time())


async def seqs(changes: AsyncIterator[Any], count: int) -> list[int]:
    found: list[int] = []
    while len(found) < count:
        found += [each.seq for each in await anext(changes)]
    return found


def test_a_stream_gets_what_was_before_it_and_what_comes() -> None:
    desk = MemoryDesk()
    events = DeskEvents(desk, most=5)
    keep(desk, "r1")
    keep(desk, "r2")

    async def work() -> None:
        async with aclosing(events.follow("bank", 1)) as changes:
            assert await seqs(changes, 1) == [2]
            keep(desk, "r3")  # as another process writes it: nobody wakes this one
            assert await seqs(changes, 1) == [3]
            keep(desk, "r4")
            events.wake("bank")
            assert await seqs(changes, 1) == [4]

    run(work)


def test_a_beat_comes_in_time_however_much_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the sign of who listens, and most of what happens is not theirs."""
    monkeypatch.setattr("api.events.BEAT_S", 0.05)
    desk = MemoryDesk()
    events = DeskEvents(desk, most=5)
    keep(desk, "r0")

    seen: list[int] = []

    async def work() -> None:
        async with aclosing(events.follow("bank", 0)) as changes:
            async for found in changes:
                seen.append(len(found))
                if not found:
                    return
                keep(desk, f"r{found[-1].seq}")
                events.wake("bank")

    run(work)
    assert seen[-1] == 0  # the beat, though every change brought the next
    assert len(seen) > 1


def test_two_streams_follow_one_feed_and_tenants_stay_apart() -> None:
    desk = MemoryDesk()
    events = DeskEvents(desk, most=5)

    async def work() -> None:
        async with (
            aclosing(events.follow("bank", 0)) as one,
            aclosing(events.follow("bank", 0)) as two,
            aclosing(events.follow("shop", 0)) as other,
        ):
            waiting = [asyncio.ensure_future(seqs(each, 1)) for each in (one, two, other)]
            await asyncio.sleep(0)
            keep(desk, "r1")
            events.wake("bank")
            assert await asyncio.gather(*waiting[:2]) == [[1], [1]]
            assert not waiting[2].done()
            waiting[2].cancel()
            with suppress(asyncio.CancelledError):
                await waiting[2]

    run(work)


def test_a_stream_ends_with_the_service() -> None:
    events = DeskEvents(MemoryDesk(), most=5)

    async def work() -> None:
        async with aclosing(events.follow("bank", 0)) as changes:
            waiting = asyncio.ensure_future(anext(changes, None))
            await asyncio.sleep(0)
            asyncio.get_running_loop().call_later(0.01, events.end)
            assert await waiting is None

    run(work)


def test_beyond_so_many_streams_another_is_told_to_come_later() -> None:
    events = DeskEvents(MemoryDesk(), most=1)

    with events.place(), pytest.raises(HttpProblem) as refused:
        events.check_place()
    events.check_place()

    assert refused.value.status_code == 503
    assert refused.value.headers == {"Retry-After": "1"}


def test_a_key_opens_one_stream_for_half_a_minute() -> None:
    keys, used = StreamKeys("k" * 32), GoneSessions(MemorySecrets())
    owner = StreamOwner(tenant_id="bank", author="kim")
    key, _ = keys.issue(owner, A_DAY)
    late, _ = keys.issue(owner, A_DAY)

    assert keys.take(key, A_DAY, used, a_deadline()) == owner
    assert keys.take(key, A_DAY, used, a_deadline()) is None
    after = A_DAY + KEY_LIFETIME + timedelta(seconds=1)
    assert keys.take(late, after, used, a_deadline()) is None
    assert StreamKeys("o" * 32).take(late, A_DAY, used, a_deadline()) is None


def test_a_key_that_another_process_used_is_used() -> None:
    store = MemorySecrets()
    owner = StreamOwner(tenant_id="bank", session_id="web:1")
    one, two = StreamKeys("k" * 32), StreamKeys("k" * 32)
    now = A_DAY.replace(year=2100)  # the store drops what is past its time
    key, _ = one.issue(owner, now)

    assert one.take(key, now, GoneSessions(store), a_deadline()) == owner
    assert two.take(key, now, GoneSessions(store), a_deadline()) is None


def test_an_event_is_written_in_one_line_and_numbered() -> None:
    written = event("message", {"text": "두 줄\n입니다", "at": A_DAY, "kind": ChangeKind.SEEN}, 7)

    head, name, data, *rest = written.split("\n")
    assert (head, name, rest) == ("id: 7", "event: message", ["", ""])
    assert json.loads(data.removeprefix("data: "))["text"] == "두 줄\n입니다"
    assert not event("state", {}).startswith("id")
