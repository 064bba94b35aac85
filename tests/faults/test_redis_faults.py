"""Redis killed, stopped, full, a replica, behind another password: no turn fails, none is lost."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

import pytest
from redis import Redis

from aicc.conversation.record import session_in
from aicc.domain.turn import Incoming
from aicc.ids import new_id
from aicc.packs.loader import load_pack
from aicc.stores.redis_client import connect
from aicc.stores.sessions.redis import RedisSessions
from aicc.wiring import Parts, memory_parts
from chatbot_engine import ChatEngine, engine_from
from tests.fakes import a_deadline
from tests.servers import redis_server

TURNS = 30  # of each part: before, during and after the fault
SLOWEST_MS = 1_500  # of a turn on a machine that has other work; the table in the docs has figures


@dataclass(slots=True)
class World:
    """`client` is ours, to make trouble with; `pid` is the server's."""

    engine: ChatEngine
    parts: Parts
    client: Redis
    pid: int
    turns: int = 0
    slowest_ms: float = 0.0

    def talk(self, count: int = TURNS) -> None:
        for _ in range(count):
            began = time.perf_counter()
            session = self.turns % 3
            reply = self.engine.reply(
                Incoming(
                    session_id=f"s{session}",
                    user_id=f"u{session}",
                    message_id=f"m{self.turns}",
                    text="영업시간 알려 주세요",
                ),
                a_deadline(2),
            )
            assert reply.text
            self.slowest_ms = max(self.slowest_ms, 1000 * (time.perf_counter() - began))
            self.turns += 1

    def counted(self) -> list[int]:
        """How many turns each session had when each of its turns ended, as history has it."""
        found = []
        for session in range(3):
            for record in self.parts.history.recent("default", f"s{session}", a_deadline(), 1000):
                kept = session_in(record)
                found.append(kept.turns if kept else -1)
        return found


@pytest.fixture
def world() -> Iterator[World]:
    redis_server.skip_if_missing()
    with redis_server.running_redis() as url:
        sessions = RedisSessions(connect(url), ttl_s=600, lease_s=1.0, prefix=new_id())
        parts = replace(memory_parts(load_pack("general")), sessions=sessions)
        with Redis.from_url(url, decode_responses=True) as client:
            pid = int(client.info("server")["process_id"])
            yield World(engine_from(parts), parts, client, pid)


def killed(world: World) -> Callable[[], object]:
    os.kill(world.pid, signal.SIGKILL)
    return lambda: None


def stopped(world: World) -> Callable[[], object]:
    os.kill(world.pid, signal.SIGSTOP)
    return lambda: os.kill(world.pid, signal.SIGCONT)


def full(world: World) -> Callable[[], object]:
    world.client.config_set("maxmemory-policy", "noeviction")
    world.client.config_set("maxmemory", "1")
    return lambda: world.client.config_set("maxmemory", "0")


def read_only(world: World) -> Callable[[], object]:
    world.client.replicaof("127.0.0.1", "1")
    return lambda: world.client.replicaof("NO", "ONE")


def another_password(world: World) -> Callable[[], object]:
    world.client.config_set("requirepass", "another")
    world.client.client_kill_filter(_type="normal", skipme=True)
    return lambda: world.client.config_set("requirepass", "")


FAULTS = [killed, stopped, full, read_only, another_password]


@pytest.mark.parametrize("fault", FAULTS, ids=[fault.__name__ for fault in FAULTS])
def test_no_turn_fails_and_none_is_lost(
    fault: Callable[[World], Callable[[], object]],
    world: World,
    capsys: pytest.CaptureFixture[str],
) -> None:
    world.talk()

    mend = fault(world)
    try:
        world.talk()
    finally:
        mend()
    world.talk()

    with capsys.disabled():
        name = fault.__name__
        print(f"\nRedis {name}: {world.turns} turns, 0 failed, slowest {world.slowest_ms:.0f} ms")
    each = [*range(1, TURNS + 1)]  # thirty turns of each of three sessions
    assert sorted(world.counted()) == sorted(each * 3)
    assert world.slowest_ms < SLOWEST_MS
