"""What every session store promises, over all its adapters."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Lock

import pytest

from aicc.clock import HandClock
from aicc.deadline import Deadline
from aicc.domain.run import FlowRun
from aicc.errors import LeaseLostError, SessionBusyError
from aicc.ids import new_id
from aicc.stores.redis_client import connect
from aicc.stores.sessions.from_history import HistorySessions
from aicc.stores.sessions.memory import MemorySessions
from aicc.stores.sessions.port import Lease, Save, SessionStore
from aicc.stores.sessions.redis import RedisSessions
from aicc.stores.sessions.sqlite import SqliteSessions
from aicc.stores.sqlite import SqliteFile
from tests.fakes import a_deadline, a_session

LEASE_S = 10.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A store, the same store as another process sees it, and a way to let time pass."""

    store: SessionStore
    elsewhere: SessionStore
    pass_time: Callable[[float], None]


def memory_world(_stack: ExitStack, _request: pytest.FixtureRequest) -> World:
    clock = HandClock()
    store = MemorySessions(lease_s=LEASE_S, now=clock)
    return World(store=store, elsewhere=store, pass_time=clock.move)


def history_world(_stack: ExitStack, _request: pytest.FixtureRequest) -> World:
    """Without a word in the history: what a process knows itself."""
    clock = HandClock()
    store = HistorySessions(lambda *_: None, lease_s=LEASE_S, now=clock)
    return World(store=store, elsewhere=store, pass_time=clock.move)


def sqlite_world(stack: ExitStack, request: pytest.FixtureRequest) -> World:
    clock = HandClock()
    path: Path = request.getfixturevalue("tmp_path") / "aicc.db"
    here, there = (stack.enter_context(SqliteFile(path)) for _ in range(2))
    return World(
        store=SqliteSessions(here, lease_s=LEASE_S, now=clock),
        elsewhere=SqliteSessions(there, lease_s=LEASE_S, now=clock),
        pass_time=clock.move,
    )


def redis_world(stack: ExitStack, request: pytest.FixtureRequest) -> World:
    client = stack.enter_context(connect(request.getfixturevalue("redis_url")))
    prefix, clock = f"test-{new_id()}", HandClock()

    def a_process() -> SessionStore:
        return RedisSessions(client, ttl_s=60.0, lease_s=LEASE_S, now=clock, prefix=prefix)

    def pass_time(seconds: float) -> None:
        """The server's clock cannot be moved, so the leases are."""
        clock.move(seconds)
        for key in client.scan_iter(f"{prefix}:*"):
            if client.hexists(key, "held_until"):
                client.hincrby(key, "held_until", round(-1_000_000 * seconds))

    return World(store=a_process(), elsewhere=a_process(), pass_time=pass_time)


WORLDS = {
    "memory": memory_world,
    "history": history_world,
    "sqlite": sqlite_world,
    "redis": redis_world,
}


@pytest.fixture(params=list(WORLDS.values()), ids=list(WORLDS))
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with ExitStack() as stack:
        yield request.param(stack, request)


@pytest.fixture
def store(world: World) -> SessionStore:
    return world.store


def an_open_lease(store: SessionStore, session_id: str = "s1", tenant_id: str = "bank") -> Lease:
    return store.open(tenant_id, session_id, a_deadline())


def test_a_new_session_comes_without_state(store: SessionStore) -> None:
    lease = an_open_lease(store)

    assert (lease.tenant_id, lease.session_id, lease.session) == ("bank", "s1", None)
    assert lease.fence > 0
    assert not lease.recovered


def test_what_was_saved_comes_with_the_next_lease(store: SessionStore) -> None:
    run = FlowRun(flow_id="loan", step_id="income", answers={"금액": 5000, "확인": True})
    session = replace(a_session(turns=3), run=run, messages=("m1", "m2"), last_said=("네.",))
    store.save_many([Save(lease=an_open_lease(store), session=session)], a_deadline())

    again = an_open_lease(store)

    assert again.session == session
    assert not again.recovered


def test_what_was_saved_can_be_loaded_without_a_lease(world: World) -> None:
    session = a_session(turns=1)
    world.store.save_many([Save(lease=an_open_lease(world.store), session=session)], a_deadline())
    an_open_lease(world.store)

    assert world.elsewhere.load("bank", "s1", a_deadline()) == session


def test_an_unknown_session_loads_as_none(store: SessionStore) -> None:
    an_open_lease(store, "opened but never saved")

    assert store.load("bank", "never heard of", a_deadline()) is None
    assert store.load("bank", "opened but never saved", a_deadline()) is None


def test_a_fence_grows_with_every_lease(store: SessionStore) -> None:
    fences = []
    for turns in range(5):
        lease = an_open_lease(store)
        fences.append(lease.fence)
        store.save_many([Save(lease=lease, session=a_session(turns=turns))], a_deadline())

    assert fences == sorted(set(fences))


def test_tenants_never_see_each_other(store: SessionStore) -> None:
    for tenant_id, session_id in [("bank", "a:b"), ("bank:a", "b"), ("default", "bank#a:b")]:
        lease = an_open_lease(store, session_id, tenant_id)
        session = a_session(session_id, tenant_id=tenant_id, user_id=f"{tenant_id} user")
        store.save_many([Save(lease=lease, session=session)], a_deadline())

    def user(tenant_id: str, session_id: str) -> str | None:
        session = store.load(tenant_id, session_id, a_deadline())
        return session.user_id if session else None

    assert user("bank", "a:b") == "bank user"
    assert user("bank:a", "b") == "bank:a user"
    assert user("default", "bank#a:b") == "default user"
    assert user("shop", "a:b") is None


def test_one_tenants_turn_does_not_hold_up_the_same_session_id_of_another(
    store: SessionStore,
) -> None:
    an_open_lease(store, tenant_id="bank")

    assert store.open("shop", "s1", Deadline(0.5)).session is None


def test_a_held_session_is_busy_when_the_deadline_ends(world: World) -> None:
    an_open_lease(world.store)

    with pytest.raises(SessionBusyError):
        world.store.open("bank", "s1", Deadline(0.4))
    with pytest.raises(SessionBusyError):
        world.elsewhere.open("bank", "s1", Deadline(0.4))


def test_who_gave_up_waiting_does_not_hold_up_those_behind(world: World) -> None:
    lease = an_open_lease(world.store)
    with pytest.raises(SessionBusyError):
        world.store.open("bank", "s1", Deadline(0.4))
    world.store.release(lease, a_deadline())

    assert world.elsewhere.open("bank", "s1", a_deadline()).fence > lease.fence


def test_a_lease_given_back_unchanged_keeps_the_session_as_it_was(store: SessionStore) -> None:
    session = a_session(turns=2)
    store.save_many([Save(lease=an_open_lease(store), session=session)], a_deadline())
    store.release(an_open_lease(store), a_deadline())

    lease = an_open_lease(store)

    assert lease.session == session
    assert not lease.recovered


def test_the_lease_of_a_holder_that_died_runs_out_and_says_so(world: World) -> None:
    dead = an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)

    lease = world.elsewhere.open("bank", "s1", a_deadline())

    assert lease.recovered
    assert lease.fence > dead.fence


def test_a_dead_holder_in_the_same_process_is_passed_over_too(world: World) -> None:
    an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)

    assert world.store.open("bank", "s1", a_deadline()).recovered


def test_only_the_lease_after_the_dead_one_counts_as_recovered(world: World) -> None:
    an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)
    world.store.release(world.store.open("bank", "s1", a_deadline()), a_deadline())

    assert not world.store.open("bank", "s1", a_deadline()).recovered


def test_a_lease_that_was_taken_over_cannot_save(world: World) -> None:
    slow = an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)
    quick = world.elsewhere.open("bank", "s1", a_deadline())

    with pytest.raises(LeaseLostError):
        world.store.save_many([Save(lease=slow, session=a_session(turns=1))], a_deadline())

    world.elsewhere.save_many([Save(lease=quick, session=a_session(turns=2))], a_deadline())
    kept = world.store.load("bank", "s1", a_deadline())
    assert kept is not None
    assert kept.turns == 2


def test_a_late_holder_whom_nobody_replaced_may_still_save(world: World) -> None:
    slow = an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)

    world.store.save_many([Save(lease=slow, session=a_session(turns=1))], a_deadline())

    assert world.store.load("bank", "s1", a_deadline()) == a_session(turns=1)


def test_giving_back_a_lost_lease_does_not_take_it_from_the_new_holder(world: World) -> None:
    slow = an_open_lease(world.store)
    world.pass_time(LEASE_S + 1)
    world.store.open("bank", "s1", a_deadline())

    world.store.release(slow, a_deadline())

    with pytest.raises(SessionBusyError):
        world.store.open("bank", "s1", Deadline(0.1))


def test_one_lost_lease_does_not_lose_the_others_of_its_group(world: World) -> None:
    lost, kept = an_open_lease(world.store, "s1"), an_open_lease(world.store, "s2")
    world.store.erase("bank", "s1", a_deadline())

    with pytest.raises(LeaseLostError):
        world.store.save_many(
            [Save(lease=lost, session=a_session("s1")), Save(lease=kept, session=a_session("s2"))],
            a_deadline(),
        )

    assert world.store.load("bank", "s1", a_deadline()) is None
    assert world.store.load("bank", "s2", a_deadline()) == a_session("s2")


def test_an_erased_session_is_gone_and_free_whoever_held_it(world: World) -> None:
    store = world.store
    store.save_many([Save(lease=an_open_lease(store), session=a_session(turns=1))], a_deadline())
    an_open_lease(store)

    store.erase("bank", "s1", a_deadline())

    assert store.load("bank", "s1", a_deadline()) is None
    lease = store.open("bank", "s1", Deadline(0.5))
    assert lease.session is None
    assert not lease.recovered


def test_a_lease_from_before_an_erase_stays_lost(world: World) -> None:
    before = an_open_lease(world.store)
    world.store.erase("bank", "s1", a_deadline())
    world.pass_time(1)
    an_open_lease(world.store)

    with pytest.raises(LeaseLostError):
        world.store.save_many([Save(lease=before, session=a_session(turns=9))], a_deadline())


def test_fifty_threads_each_get_their_turn_and_none_is_lost(world: World) -> None:
    granted: list[int] = []
    under_way = Lock()

    def take_a_turn(number: int) -> None:
        store = world.store if number % 2 else world.elsewhere
        lease = store.open("bank", "s1", a_deadline(30))
        assert under_way.acquire(blocking=False), "two turns at once"
        granted.append(lease.fence)
        turns = lease.session.turns if lease.session else 0
        under_way.release()
        store.save_many([Save(lease=lease, session=a_session(turns=turns + 1))], a_deadline())

    with ThreadPoolExecutor(max_workers=50) as threads:
        for turn in [threads.submit(take_a_turn, number) for number in range(50)]:
            turn.result()

    last = world.store.load("bank", "s1", a_deadline())
    assert last is not None
    assert last.turns == 50
    assert granted == sorted(granted)
