"""What every store of sealed secrets promises, over all its adapters."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest

from aicc.clock import HandClock
from aicc.errors import StoreError
from aicc.ids import new_id
from aicc.stores.history.dynamodb import DynamoHistory
from aicc.stores.redis_client import connect
from aicc.stores.secrets.dynamodb import DynamoSecrets
from aicc.stores.secrets.memory import SWEEP_EVERY, MemorySecrets
from aicc.stores.secrets.port import SecretItem, SecretStore
from aicc.stores.secrets.redis import RedisSecrets
from aicc.stores.secrets.sqlite import SqliteSecrets
from aicc.stores.sqlite import SqliteFile
from tests.fakes import A_DAY, a_deadline, a_turn, no_time
from tests.servers.dynamodb import TABLE, a_history_table

LASTS_S = 60.0


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """A store, and the clock by which its items end."""

    store: SecretStore
    clock: HandClock

    def item(self, sealed: bytes = b"\x00\xff secret") -> SecretItem:
        return SecretItem(sealed=sealed, expires_at=self.clock.now + timedelta(seconds=LASTS_S))


def memory_world(_stack: ExitStack, _request: pytest.FixtureRequest) -> World:
    clock = HandClock()
    return World(store=MemorySecrets(clock), clock=clock)


def sqlite_world(stack: ExitStack, request: pytest.FixtureRequest) -> World:
    clock = HandClock()
    file = stack.enter_context(SqliteFile(request.getfixturevalue("tmp_path") / "aicc.db"))
    return World(store=SqliteSecrets(file, clock), clock=clock)


def redis_world(stack: ExitStack, request: pytest.FixtureRequest) -> World:
    client = stack.enter_context(connect(request.getfixturevalue("redis_url")))
    clock = HandClock()
    store = RedisSecrets(client, now=clock, prefix=f"test-{new_id()}")
    return World(store=store, clock=clock)


def dynamodb_world(stack: ExitStack, request: pytest.FixtureRequest) -> World:
    client = stack.enter_context(a_history_table(request.getfixturevalue("monkeypatch")))
    clock = HandClock()
    return World(store=DynamoSecrets(client, TABLE, now=clock), clock=clock)


WORLDS: dict[str, Callable[[ExitStack, pytest.FixtureRequest], World]] = {
    "memory": memory_world,
    "sqlite": sqlite_world,
    "redis": redis_world,
    "dynamodb": dynamodb_world,
}


@pytest.fixture(params=list(WORLDS.values()), ids=list(WORLDS))
def world(request: pytest.FixtureRequest) -> Iterator[World]:
    with ExitStack() as stack:
        yield request.param(stack, request)


def test_an_item_comes_back_as_it_was_put(world: World) -> None:
    item = world.item()

    world.store.put("bank", "s1", item, a_deadline())

    assert world.store.get("bank", "s1", a_deadline()) == item


def test_the_last_item_takes_the_place_of_the_one_before(world: World) -> None:
    world.store.put("bank", "s1", world.item(b"first"), a_deadline())
    world.store.put("bank", "s1", world.item(b"second"), a_deadline())

    kept = world.store.get("bank", "s1", a_deadline())

    assert kept is not None
    assert kept.sealed == b"second"


def test_after_its_time_an_item_is_not_given_out(world: World) -> None:
    world.store.put("bank", "s1", world.item(), a_deadline())

    world.clock.move(LASTS_S)

    assert world.store.get("bank", "s1", a_deadline()) is None


def test_what_was_erased_is_gone_and_erasing_nothing_is_no_error(world: World) -> None:
    world.store.put("bank", "s1", world.item(), a_deadline())

    world.store.erase("bank", "s1", a_deadline())
    world.store.erase("bank", "s1", a_deadline())

    assert world.store.get("bank", "s1", a_deadline()) is None


@pytest.mark.parametrize(
    ("tenant_id", "session_id"), [("shop", "s1"), ("default", "bank#s1"), ("bank", "s2")]
)
def test_nobody_else_gets_an_item(world: World, tenant_id: str, session_id: str) -> None:
    world.store.put("bank", "s1", world.item(), a_deadline())

    assert world.store.get(tenant_id, session_id, a_deadline()) is None


def test_with_no_time_left_no_server_is_asked(request: pytest.FixtureRequest) -> None:
    with ExitStack() as stack:
        for a_world in (redis_world, dynamodb_world):
            store = a_world(stack, request).store

            with pytest.raises(StoreError):
                store.get("bank", "s1", no_time())


def test_old_items_do_not_stay_in_memory() -> None:
    clock = HandClock()
    store, began = MemorySecrets(clock), clock.now
    item = SecretItem(sealed=b"secret", expires_at=began + timedelta(seconds=LASTS_S))
    store.put("bank", "old", item, a_deadline())
    clock.move(LASTS_S)

    for number in range(SWEEP_EVERY):
        store.put("bank", f"s{number}", item, a_deadline())
    clock.now = began

    assert store.get("bank", "old", a_deadline()) is None


def test_an_item_is_in_no_list_of_turns(monkeypatch: pytest.MonkeyPatch) -> None:
    with a_history_table(monkeypatch) as client:
        clock = HandClock()
        history, store = DynamoHistory(client, TABLE, now=clock), DynamoSecrets(client, TABLE)
        history.append_many([a_turn("잔액", minute=1)], a_deadline())
        item = SecretItem(sealed=b"secret", expires_at=A_DAY + timedelta(days=9999))
        store.put("bank", "s1", item, a_deadline())

        of_session = history.recent("bank", "s1", a_deadline())
        of_period = history.since("bank", A_DAY - timedelta(days=9999), a_deadline())
        erased = history.erase("bank", "s1", a_deadline())

    assert (len(of_session), len(of_period), erased) == (1, 1, 1)


@pytest.mark.parametrize("damaged", ["no time", "1.b", "1.***", f"{10**30}.AAAA"])
def test_a_damaged_item_in_redis_is_an_error_of_the_store(redis_url: str, damaged: str) -> None:
    prefix = f"test-{new_id()}"
    with connect(redis_url) as client:
        client.set(f"{prefix}:{{shop:s}}", damaged)

        with pytest.raises(StoreError, match="cannot be read"):
            RedisSecrets(client, prefix=prefix).get("shop", "s", a_deadline())
